"""Comments: published ones, and placeholders of removed ones."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from comments.models import Status
from newsroom.importing import import_text
from newsroom.importing.blogger.entry import ID, Blog, Entry
from newsroom.importing.records import CommentRecord
from newsroom.importing.xml import children

BREAK = re.compile(r"<br\s*/?>\n?", re.I)
PARENT = re.compile(r"/comments/default/(\d+)$")


def records(entry: Entry, blog: Blog) -> Iterator[CommentRecord]:
    """Yield the comment; for a removed one a placeholder, so that replies keep their place."""
    removed = entry.google_property("blogger.contentRemoved").lower() == "true"
    yield CommentRecord(
        source=blog.source("comment", entry.number),
        article=article(entry, blog),
        parent=parent(entry, blog),
        name=import_text.line(entry.author),
        text=BREAK.sub("\n", entry.content),
        status=Status.REMOVED if removed else Status.APPROVED,
        created_at=entry.published,
    )


def article(entry: Entry, blog: Blog) -> str:
    for element in children(entry.part, "thr:in-reply-to"):
        if match := ID.search(element.get("ref", "").strip()):
            return blog.source("post", match[1])
    return ""


def parent(entry: Entry, blog: Blog) -> str:
    """Return the source of the parent comment, which only a link of the feed names."""
    match = PARENT.search(urlsplit(entry.link("related")).path)
    return blog.source("comment", match[1]) if match else ""
