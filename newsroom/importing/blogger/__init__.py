"""Blogger's own backup ("blog-01-31-2021.xml"): one Atom feed of settings, posts and comments.

What is what, a category tells: a post, a page, a comment, a setting or the template. A public
feed of the same blog looks alike, but has no such category and neither drafts nor settings.
"""

from collections.abc import Iterator
from typing import BinaryIO

from newsroom.importing.blogger.backup import KIND, Backup
from newsroom.importing.records import Note, Record
from newsroom.importing.xml import Document


def recognises(head: bytes) -> bool:
    """Whether a file that begins with `head` is such a backup."""
    return KIND.encode() in head


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield all that is in the file. Raises BrokenFile."""
    document = Document(file)
    backup = Backup()
    for part in document.parts("feed"):
        yield from backup.records(part)
    yield from backup.settings.records()
    yield from map(Note, document.notes)
