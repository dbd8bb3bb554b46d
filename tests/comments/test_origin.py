"""Forms of ours work in every browser, on http and on https, and those of other sites nowhere."""

import re

import pytest
import time_machine

from comments.models import Comment, Notice
from comments.tokens import receipts
from newsroom.site import profiles
from tests.cast import a_comment, from_now

SITE = "http://testserver"
EVIL = "https://evil.example.com"

# What a browser sends with a form: Origin, Sec-Fetch-Site, Referer. Then whether the comment form
# is taken, whose key anybody can get, and whether a private page's is, whose address is a secret.
BROWSERS = {
    "any, https": (SITE, "same-origin", SITE, True, True),
    "any, http": (SITE, None, SITE, True, True),
    "Safari before 16.4, no referrer wanted": (SITE, None, None, True, True),
    "Firefox before 70": (None, None, f"{SITE}/2026/11/boats/", True, True),
    "origin hidden, https": ("null", "same-origin", None, True, True),
    "no origin, https": (None, "same-origin", None, True, True),
    "origin hidden, http": ("null", None, None, False, True),
    "a program": (None, None, None, False, True),
    "another site, https": (EVIL, "cross-site", EVIL, False, False),
    "another site, http": (EVIL, None, EVIL, False, False),
    "another site, a sandbox": ("null", "cross-site", None, False, False),
    "another site, old browser": (None, None, f"{EVIL}/{SITE}", False, False),
    "a neighbour": (SITE, "same-site", None, False, False),
    "a typed address": (None, "none", None, False, False),
    "another port": (f"{SITE}:8080", None, None, False, False),
    "our name, another scheme": ("ftp://testserver", None, None, False, False),
    "contradicting itself": (EVIL, "same-origin", None, False, False),
    "no address 1": ("http://[::1", None, None, False, False),
    "no address 2": (None, None, "https://a].b", False, False),
    "no address 3": ("http://testserver:port", None, None, False, False),
}


def headers(origin, site, referer, *_taken):
    named = {"Origin": origin, "Sec-Fetch-Site": site, "Referer": referer}
    return {name: value for name, value in named.items() if value}


@pytest.fixture
def receipt(article):
    token = receipts.token("f" * 32)
    comment = a_comment(article)
    Comment.objects.filter(pk=comment.pk).update(form_key="f" * 32, receipt=receipts.hashed(token))
    return f"/receipt/{token}/"


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_comment_is_taken_from_our_pages_only(reader, article, browser):
    """K17c, K17i, K6h"""
    *sent, taken, _private = BROWSERS[browser]
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    with time_machine.travel(from_now(minutes=1)):
        words = {"name": "Ravi", "text": "A boat.", "key": key}
        answer = reader.post(address, words, origin=None, **headers(*sent))
    assert answer.status == (303 if taken else 403)
    assert Comment.objects.exists() == taken
    assert taken or "A boat." in answer


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_private_page_works_unless_another_site_is_named_and_says_what_did_not_happen(
    reader, receipt, browser
):
    """K17c, K17i, K6h"""
    *sent, _public, taken = BROWSERS[browser]
    said = headers(*sent)
    edited = reader.post(f"{receipt}edit/", {"text": "Other words."}, origin=None, **said)
    assert edited.status == (303 if taken else 403)
    assert taken or "Other words." in edited
    deleted_by_writer = reader.post(f"{receipt}delete/", {}, origin=None, **said)
    assert deleted_by_writer.status == (303 if taken else 403)
    assert ("Nothing was changed" in deleted_by_writer) != taken
    assert Comment.objects.get().is_deleted == taken


def test_what_another_site_presses_does_nothing_and_says_so(reader, receipt, mo):
    """K17c"""
    Comment.objects.get().reject(by=mo)
    before = Comment.objects.values().get()
    for button in ("follow", "delete", "appeal"):
        answer = reader.post(f"{receipt}{button}/", {"words": "Please."}, origin=EVIL)
        assert (answer.status, "Nothing was changed" in answer) == (403, True), button
    assert Comment.objects.values().get() == before
    assert not Notice.objects.exists()
    assert reader.post(f"{receipt}appeal/", {"words": "Please."}, origin="null").status == 303
    assert Notice.objects.exists()


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://news.example.org", 303),
        ("https://news.example.org:443", 303),
        ("https://testserver", 303),
        ("http://news.example.org", 403),
        ("http://testserver", 403),
        ("https://news.example.org:8443", 403),
    ],
)
def test_an_encrypted_site_takes_nothing_from_a_page_that_is_not(
    reader, receipt, settings, origin, status
):
    """K17h"""
    settings.HTTPS = True
    settings.SITE = settings.SITE._replace(scheme="https", netloc="news.example.org")
    assert reader.post(f"{receipt}delete/", {}, origin=origin).status == status
    assert Comment.objects.get().is_deleted == (status == 303)


def test_an_address_that_cannot_be_read_is_a_mistake_in_the_form_and_no_accident():
    """K6h"""
    for line in ("http://[::1", "https://a].b", "https://[x]/"):
        with pytest.raises(profiles.ValidationError, match=re.escape(line)):
            profiles.are_profiles(line)
        assert profiles.profiles(line)[0].name == line  # as it was stored before
    profiles.are_profiles("https://example.org/@paper")
