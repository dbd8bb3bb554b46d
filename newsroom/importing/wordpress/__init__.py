"""WordPress's own export: WXR 1.0 to 1.2, an extended RSS 2.0.

Its only specification is the program that writes it, wp-admin/includes/export.php of WordPress.
Items are ordered by id, so an item may refer to a later one.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from newsroom.importing.records import AddressRecord, Note, Record
from newsroom.importing.wordpress.export import Export
from newsroom.importing.xml import Document

NAMESPACE = re.compile(rb"https?://wordpress\.org/export/\d\.\d/|<wp:[a-z_]+>")
# WordPress's feeds that no URL pattern of ours matches.
FEEDS = ("/comments/feed/", "/?feed=rss2", "/?feed=rss", "/?feed=atom", "/?feed=comments-rss2")


def recognises(head: bytes) -> bool:
    return bool(NAMESPACE.search(head))


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield the records of the file. Raise BrokenFile."""
    document = Document(file)
    export = Export()
    for part in document.parts("rss", "channel", alone="item"):
        yield from export.records(part)
    yield AddressRecord(tuple(export.blog.base + feed for feed in FEEDS))
    yield from map(Note, document.notes)
