"""Posts and pages as articles."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Kind
from articles.slugs import SLUG, slug_of
from newsroom import html
from newsroom.importing import body, import_text
from newsroom.importing.blogger.entry import Blog, Entry
from newsroom.importing.records import ArticleRecord
from newsroom.text.cutting import shortened

BREAKS = re.compile(r"(?:<br\s*+/?>(?:\s|&nbsp;)*+){2,}+", re.I)
JUMP = re.compile(r"""<a\s+name=["']?more["']?\s*/?>(?:\s*</a>)?""", re.I)
MONTH = re.compile(r"^/(\d{4})/(\d{2})/")
HEADLINE_WORDS = 8
HEADLINE = 100  # characters, where no blanks are between the words


def record(entry: Entry, kind: str, blog: Blog) -> ArticleRecord:
    """Return the ArticleRecord of `entry`; a draft has no date, whatever the file says."""
    text = text_of(entry.content, blog)
    published_at = None if entry.is_draft else entry.published
    return ArticleRecord(
        source=blog.source("post", entry.number),
        kind=Kind.PAGE if kind == "page" else Kind.STORY,
        headline=import_text.line(entry.title) or _first_words(text),
        slug=slug(entry),
        body=text,
        published_at=published_at,
        filed=filed(entry) if published_at else None,
        authors=(author,) if (author := import_text.line(entry.author)) else (),
        topics=tuple(entry.labels),
        addresses=tuple(addresses(entry, blog)),
        feed_id=entry.id,
    )


def text_of(content: str, blog: Blog) -> str:
    """Return the HTML of an entry; two line breaks, as Blogger's editor writes, end a paragraph."""
    text = JUMP.sub("", content)
    if not body.HAS_PARAGRAPHS.search(text):
        text = body.outside_of_code(_parted, text)
    return body.at_home(text, blog.address, blog.is_ours)


def _parted(text: str) -> str:
    on_one_line = " ".join(text.split("\n"))  # there, only <br> breaks a line
    return html.paragraphs(BREAKS.sub("\n\n", on_one_line))


def slug(entry: Entry) -> str:
    old = unquote(PurePosixPath(urlsplit(entry.link("alternate")).path).stem)
    return old if SLUG.fullmatch(old) else slug_of(old or entry.title)


def filed(entry: Entry) -> date | None:
    """Return a day in the month that its address names, or would name."""
    month = MONTH.search(urlsplit(entry.link("alternate")).path)
    if month and 1 <= int(month[2]) <= 12 and int(month[1]):
        return date(int(month[1]), int(month[2]), 1)
    return entry.published_on.replace(day=1) if entry.published_on else None


def addresses(entry: Entry, blog: Blog) -> Iterator[str]:
    if alternate := entry.link("alternate"):
        yield alternate
    for link in entry.links("replies"):
        address = link.get("href", "").strip()
        if blog.is_ours(urlsplit(address).hostname or ""):
            yield address
    yield f"/feeds/{entry.number}/comments/default"


def _first_words(text: str) -> str:
    return shortened(
        Truncator(html.plain(text)).words(HEADLINE_WORDS, truncate=" …"), HEADLINE
    ) or _("(untitled)")
