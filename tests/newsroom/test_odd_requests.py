"""Whatever an address says, the answer is a page, a redirect, or a plain no; never a crash."""

import pytest

from tests.cast import PASSWORD, a_comment, about, an_article
from tests.order import on_both

NUMBERS = [
    "-1", "0", "1e9", "NaN", "[]", "\u0663", "9" * 30, on_both("99999999999999999999"), "x", "",
]  # fmt: skip


@pytest.fixture
def addresses(db):
    article = an_article(about=["harbour"], by=["Ilse"])
    a_comment(article)
    here = article.get_absolute_url()
    return ["/", here, f"{here}comments/", f"{here}comment/", "/topics/harbour/", "/authors/ilse/",
            "/2026/", "/sitemap-articles.xml", "/feed.atom"]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_parameters_that_make_no_sense(reader, addresses, number):
    """A19"""
    old = [("/", name) for name in ("p", "page_id", "cat", "tag", "author", "feed")]
    lists = [(address, name) for address in addresses[1:] for name in ("before", "reply")]
    for address, name in [*old, *lists]:
        answer = reader.get(f"{address}?{name}={number}")
        assert answer.status in (200, 301, 404), (address, name, answer.status)


@pytest.mark.parametrize("null", ["\0", "%00"])
def test_null_characters_are_refused(reader, addresses, null):
    """A10"""
    for address in addresses:
        assert reader.get(f"{address}?before=1{null}").status == 400
    if null == "\0":
        for address in ("/a\0b", "/topics/a\0b/", "/2026/11/a\0b/", "/search/label/a\0b"):
            assert reader.get(address).status == 400


@pytest.mark.both_databases
def test_a_null_character_in_a_reason_is_left_out(client, mo, article):
    comment = a_comment(article)
    client.login(username="mo", password=PASSWORD)
    address = f"/admin/comments/comment/{comment.pk}/decide/"
    law = {"reason": "ille\0gal", "words": "§\0 185"}
    client.post(address, about("remove", comment) | law)
    comment.refresh_from_db()
    assert comment.reason == ("illegal", "§ 185")


@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/newsroom.sqlite3", "/media/../secret_key", "/static/../../secret_key",
     "/%2e%2e/secret_key", "//evil.example.com", "/\\evil", "/receipt/x/", "/receipt//",
     "/" + "a" * 5000, "/2026/11/" + "a" * 3000 + "/"],
)  # fmt: skip
def test_addresses_that_are_none(reader, db, address):
    answer = reader.get(address)
    assert answer.status in (301, 400, 404), answer.status
    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_methods_that_are_none(reader, addresses, method):
    for address in addresses:
        answer = reader.get(address, method=method)
        assert answer.status in (403, 405), address
        assert "DEBUG" not in answer
