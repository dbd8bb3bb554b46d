"""What every answer carries, whatever its status."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.files.base import ContentFile
from django.test import Client

from tests.cast import a_drawing, a_file, a_picture, an_article

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


# Programs and pages of other sites read these; the other answers are for our own pages.
FOR_ALL = [
    *("/feed.atom", "/feed.rss", "/feed.json", "/comments.json", "/comments.atom"),
    *("/topics/harbour/feed.json", "/sitemap.xml", "/sitemap-articles.xml", "/news-sitemap.xml"),
    *("/robots.txt", "/search/opensearch.xml"),
]
FOR_US = [
    "/",
    "/topics/harbour/",
    "/nowhere/",
    "/feed.xml",
    "/admin/login/",
    "/rules/",
    "/my-data/",
]


@pytest.fixture(params=["/", "article", "form", "/feed.atom", "/nowhere/", "/admin/login/"])
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


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/admin/login/", "/media/nothing.html"])
def test_a_policy_written_once_is_what_django_csp_writes_for_each(reader, db, settings, address):
    answers = [reader.get(address)]
    ours, theirs = "newsroom.headers.PolicyMiddleware", "csp.middleware.CSPMiddleware"
    settings.MIDDLEWARE = [theirs if each == ours else each for each in settings.MIDDLEWARE]
    answers.append(Client().get(address))
    policies = [answer.headers["Content-Security-Policy"].split("; ") for answer in answers]
    rules, others = ({rule.partition("nonce-")[0] for rule in policy} for policy in policies)
    assert rules == others


def test_all_processes_write_the_policy_in_one_order(reader, db):
    rules = reader.get("/").headers["Content-Security-Policy"].split("; ")
    assert rules == sorted(rules)


def test_public_pages_have_no_nonce_because_they_are_kept(reader, article):
    assert "nonce" not in reader.get("/").headers["Content-Security-Policy"]


def test_only_pages_may_be_kept_by_anybody(reader, article):
    assert reader.get("/").headers["Cache-Control"].startswith("public")
    for address in ("/nowhere/", "/healthz", "/admin/", f"{article.get_absolute_url()}comment/"):
        assert "no-store" in reader.get(address).headers["Cache-Control"], address


def test_uploads_can_do_nothing(reader, db, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    assert reader.get("/media/nothing.html").headers["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    )


def test_what_programs_read_is_for_every_site_and_the_rest_for_ours(reader, db):
    """K10e."""
    story = an_article(about=["harbour"]).get_absolute_url()
    for addresses, policy, origin in (
        ([*FOR_ALL, f"{story}comments.json"], "cross-origin", "*"),
        ([*FOR_US, story, f"{story}comment/", "/media/nothing.jpg"], "same-origin", None),
    ):
        for address in addresses:
            headers = reader.get(address).headers
            assert headers["Cross-Origin-Resource-Policy"] == policy, address
            assert headers.get("Access-Control-Allow-Origin") == origin, address
    tag = reader.get("/feed.atom").headers["ETag"]
    known = reader.get("/feed.atom", **{"If-None-Match": tag})
    assert (known.status, known.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_a_picture_is_for_every_site_and_for_good(reader, db):
    """K10e. A replaced one has another name, so that nobody keeps the wrong one for a year."""
    picture = a_picture()
    first = reader.get(picture.file.url)
    later = reader.get(picture.file.url, **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert (first.status, later.status) == (200, 304)
    for answer in (first, later):
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert reader.get("/media/pictures/nothing.jpg").headers["Cache-Control"] == "no-store"
    names = picture.files
    picture.file = ContentFile(a_file(a_drawing((90, 60))), name="boat.jpg")
    picture.save()
    assert not names & picture.files


def test_an_old_sqlite_gets_no_write_ahead_log():
    from newsroom.sqlite_library import has_wal_reset_fix

    for good in ((3, 51, 3), (3, 53, 0), (3, 50, 7), (3, 44, 6), (3, 44, 9)):
        assert has_wal_reset_fix(good), good
    for bad in ((3, 40, 1), (3, 51, 2), (3, 50, 6), (3, 45, 0), (3, 44, 5)):
        assert not has_wal_reset_fix(bad), bad


def test_the_settings_are_fit_for_deployment():
    serious = [fault for fault in run_checks(tags=[Tags.models, Tags.urls]) if fault.level >= 30]
    assert serious == []
