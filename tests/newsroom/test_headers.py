"""What every answer carries, whatever its status."""

import pytest
from django.core.checks import Tags, run_checks

from tests.cast import an_article

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@pytest.fixture(params=["/", "article", "form", "/feed.atom", "/nowhere", "/admin/login/"])
def answer(request, reader, db):
    article = an_article().get_absolute_url()
    addresses = {"article": article, "form": f"{article}comment/"}
    return reader.get(addresses.get(request.param, request.param))


def test_every_answer_is_protected(answer):
    for name, value in EVERYWHERE.items():
        assert answer.headers[name] == value
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_the_policy_allows_nothing_unsafe(answer):
    policy = dict(
        rule.strip().partition(" ")[::2]
        for rule in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "http" not in answer.headers["Content-Security-Policy"]


def test_public_pages_have_no_nonce_because_they_are_kept(reader, article):
    assert "nonce" not in reader.get("/").headers["Content-Security-Policy"]


def test_only_pages_may_be_kept_by_anybody(reader, article):
    assert reader.get("/").headers["Cache-Control"].startswith("public")
    for address in ("/nowhere", "/healthz", "/admin/", f"{article.get_absolute_url()}comment/"):
        assert "no-store" in reader.get(address).headers["Cache-Control"], address


def test_uploads_can_do_nothing(reader, db, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    assert reader.get("/media/nothing.html").headers["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    )


def test_an_old_sqlite_gets_no_write_ahead_log():
    from newsroom.sqlite_options import has_wal_reset_fix

    for good in ((3, 51, 3), (3, 53, 0), (3, 50, 7), (3, 44, 6), (3, 44, 9)):
        assert has_wal_reset_fix(good), good
    for bad in ((3, 40, 1), (3, 51, 2), (3, 50, 6), (3, 45, 0), (3, 44, 5)):
        assert not has_wal_reset_fix(bad), bad


def test_the_settings_are_fit_for_deployment():
    serious = [fault for fault in run_checks(tags=[Tags.models, Tags.urls]) if fault.level >= 30]
    assert serious == []
