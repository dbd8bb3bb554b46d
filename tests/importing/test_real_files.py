"""Real exports of real blogs, where there are any beside this checkout: ../shared/data."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from articles.models import Article
from newsroom import freshness
from newsroom.importing.file_format import UnknownFormat
from newsroom.importing.run import move_in
from newsroom.importing.xml import BrokenFile, Document, children, text_of

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(
    path
    for kind in ("blogger", "wordpress")
    for path in (FOLDER / kind).rglob("*")
    if path.suffix in (".atom", ".xml")
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.collection,
    pytest.mark.skipif(not FILES, reason="there are no real exports beside this checkout"),
]


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: getattr(path, "name", "none"))
def test_a_real_export_is_moved_in_whole_or_refused(path, reader, db):
    try:
        first = move_in(path)
    except (BrokenFile, UnknownFormat):
        assert not Article.objects.exists()
        return
    edition = freshness.read().edition
    assert first.imported_total
    assert move_in(path).imported_total == 0
    assert freshness.read().edition == edition
    lost = [address for address in addresses(path) if reader.get(address).status not in (200, 301)]
    assert not lost


def addresses(path):
    """The addresses in the file that readers of the old blog could see, as paths."""
    with path.open("rb") as file:
        if b"<feed" in file.read(4096):
            found = [each for part in Document(file).parts("feed") for each in of_entry(part)]
        else:
            found = list(of_channel(Document(file).parts("rss", "channel", alone="item")))
    for address in dict.fromkeys(found):
        parts = urlsplit(address)
        if way := unquote(parts.path) or "/":
            yield f"{way}?{parts.query}" if parts.query else way


def of_channel(parts):
    base = ""
    for part in parts:
        match part.tag:
            case "wp:base_blog_url":
                base = urlsplit(part.text.strip()).path.rstrip("/")
            case "wp:category" if text_of(part, "wp:category_nicename") != "uncategorized":
                yield f"{base}/category/{text_of(part, 'wp:category_nicename')}/"
            case "wp:tag":
                yield f"{base}/tag/{text_of(part, 'wp:tag_slug')}/"
            case "item" if could_be_seen(part):
                yield text_of(part, "link")
                if number := text_of(part, "wp:post_id"):
                    yield f"{base}/?p={number}"


def could_be_seen(item):
    is_public = text_of(item, "wp:status") in ("publish", "inherit")
    return is_public and not text_of(item, "wp:post_password")


def of_entry(part):
    drafts = [text_of(control, "app:draft") for control in children(part, "app:control")]
    if part.tag == "entry" and "yes" not in drafts:
        for link in children(part, "link"):
            if link.get("rel") == "alternate":
                yield link.get("href")
