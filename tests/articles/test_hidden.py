"""Nothing that is hidden is in any public byte."""

import pytest

from comments.models import Status
from newsroom.models import Masthead
from tests.cast import a_comment, ago, an_article, from_now

CANARY = "canary7731"


@pytest.fixture
def everywhere(reader, db):
    """Every public address of a paper that has one public article about the harbour by Ilse."""
    Masthead.objects.update(ads_txt="x", tagline="y")
    article = an_article(headline="Public", about=["harbour"], by=["Ilse"])
    address = article.get_absolute_url()
    month = address.rpartition("public")[0]
    addresses = [
        "/", address, f"{address}comments/", f"{address}comment/", month, f"{month[:5]}/",
        "/topics/harbour/", "/authors/ilse/", "/feed.atom", "/feed.rss", "/feed.json",
        "/comments.atom", "/comments.json",
        f"{address}comments.rss", "/topics/harbour/feed.atom",
        "/authors/ilse/feed.atom", "/sitemap.xml", "/sitemap-articles.xml", "/sitemap-topics.xml",
        "/news-sitemap.xml",
        "/robots.txt", "/ads.txt", "/nowhere/",
        "/healthz",
    ]  # fmt: skip
    return article, lambda: [(address, reader.get(address)) for address in addresses]


@pytest.mark.parametrize(
    ("published", "is_trashed"),
    [(None, False), (from_now(days=1), False), (ago(days=1), True)],
    ids=["draft", "scheduled", "in the trash"],
)
def test_articles_that_are_not_public_are_nowhere(everywhere, reader, published, is_trashed):
    """A32"""
    _public, answers = everywhere
    hidden = an_article(
        headline=f"{CANARY} h", lead=f"{CANARY} l", body=f"<p>{CANARY}</p>", slug=CANARY,
        about=["harbour"], by=["Ilse"], published=published,
    )  # fmt: skip
    if is_trashed:
        hidden.trash()
    for address, answer in answers():
        assert CANARY not in answer, address
    if hidden.filed:
        assert reader.get(hidden.get_absolute_url()).status == (410 if is_trashed else 404)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.APPROVED])
def test_comments_that_are_not_public_are_nowhere(everywhere, reader, status):
    """A32"""
    article, answers = everywhere
    hidden = a_comment(article, status=status, name=CANARY, text=f"{CANARY}!")
    for address, answer in [
        *answers(),
        ("reply", reader.get(f"{article.get_absolute_url()}comment/?reply={hidden.pk}")),
    ]:
        assert CANARY not in answer, address
    assert "No comments" in reader.get(article.get_absolute_url())


def test_no_address_of_a_person_is_in_any_public_byte(everywhere):
    """A33"""
    import hashlib

    article, answers = everywhere
    email = f"{CANARY}@example.org"
    a_comment(article, email=email, text="Hello")
    traces = [email, CANARY] + [
        hashlib.new(name, email.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
    ]
    for address, answer in answers():
        assert "Hello" in answer or "comment" not in address or address.endswith("comment/")
        for trace in traces:
            assert trace not in answer, address


def test_reading_sets_no_cookie_and_names_no_other_host(everywhere):
    """A36"""
    import re

    _article, answers = everywhere
    for address, answer in answers():
        assert "Set-Cookie" not in answer.headers, address
        # A link to another host is the reader's to follow; what is loaded comes from here.
        page = re.sub(r"<a [^>]*>", "", answer.text)
        for loaded in re.findall(r'(?:src|srcset|href)="((?:https?:)?//[^"]+)"', page):
            assert loaded.startswith("http://testserver/"), (address, loaded)
