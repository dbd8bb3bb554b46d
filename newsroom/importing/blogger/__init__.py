"""Blogger's backup ("blog-01-31-2021.xml"): one Atom feed of settings, posts and comments.

A category of each entry names its kind: post, page, comment, settings or template. A public feed of
the same blog looks alike, but has no such category, no drafts and no settings.
"""

from collections.abc import Iterator
from typing import BinaryIO

from newsroom.importing.blogger.backup import KIND, Backup
from newsroom.importing.records import Note, Record
from newsroom.importing.xml import Document


def recognises(head: bytes) -> bool:
    return KIND.encode() in head


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield the records of the file. Raise BrokenFile."""
    document = Document(file)
    backup = Backup()
    for part in document.parts("feed"):
        yield from backup.records(part)
    yield from backup.settings.records()
    yield from map(Note, document.notes)
