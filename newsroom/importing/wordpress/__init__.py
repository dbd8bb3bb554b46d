"""WordPress's own export: WXR 1.0 to 1.2, RSS 2.0 with more in it.

There is no specification but the program that writes it, wp-admin/includes/export.php of
WordPress. Items are in the order of their ids, so what an item names may come after it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from newsroom.importing.records import AddressRecord, Note, Record
from newsroom.importing.wordpress.export import Export
from newsroom.importing.xml import Document

NAMESPACE = re.compile(rb"https?://wordpress\.org/export/\d\.\d/|<wp:[a-z_]+>")
# Where WordPress has feeds for which no route of ours answers.
FEEDS = ("/comments/feed/", "/?feed=rss2", "/?feed=rss", "/?feed=atom", "/?feed=comments-rss2")


def recognises(head: bytes) -> bool:
    """Whether a file that begins with `head` is such an export."""
    return bool(NAMESPACE.search(head))


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield all that is in the file. Raises BrokenFile."""
    document = Document(file)
    export = Export()
    for part in document.parts("rss", "channel", alone="item"):
        yield from export.records(part)
    yield AddressRecord(tuple(export.blog.base + feed for feed in FEEDS))
    yield from map(Note, document.notes)
