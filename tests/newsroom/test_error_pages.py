"""Whatever goes wrong, the page about it is in the paper's language."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from articles.pictures import checking
from newsroom import away
from newsroom.models import Masthead
from newsroom.page_cache import in_turn
from newsroom.site.middleware import MastheadLocaleMiddleware
from newsroom.wsgi import application
from tests import cast
from tests.catalogues import LANGUAGES
from tests.reader import Reader
from tests.tree import ROOT as ROOT_FOLDER

PAGES = ("away", "400", "403", "403_csrf", "413", "500", "503", "given_back")
ROOT = re.compile(r'<html lang="([\w-]+)"(?: dir="(rtl)")?>')


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(MastheadLocaleMiddleware, "last_known", "en")


def test_every_page_names_its_language_and_direction():
    """K10h."""
    for language in LANGUAGES:
        with translation.override(language):
            for page in PAGES:
                html = render_to_string(f"{page}.html", {"number": "1", "sentence": "-"})
                assert ROOT.search(html).groups() == (
                    language,
                    "rtl" if language == "ar" else None,
                ), page


def test_an_error_before_the_masthead_is_read_is_in_its_language(reader, db, monkeypatch):
    """K10h. Another host, a null character, a form of another site, a body that is too large."""
    Masthead.objects.update(language="ar")
    nowhere = reader.get("/nowhere/")  # from here on it is known
    monkeypatch.setattr(in_turn, "LARGEST_BODY", 9)
    answers = {
        404: [nowhere],
        400: [Reader(application, "evil.example.com").get("/"), reader.get("/?before=1\0")],
        403: [Reader(application).post("/admin/login/", {})],
        413: [Reader(application).post("/admin/login/", {"username": "x" * 9})],
    }
    for status, given in answers.items():
        for answer in given:
            assert answer.status == status
            assert ROOT.search(answer.text).groups() == ("ar", "rtl"), status


def test_who_sends_too_much_text_is_told_how_much_may_be_sent(reader, db, settings):
    """Not that the request is a bad one; nginx and the script have the same sentence."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    address = f"{cast.an_article().get_absolute_url()}comment/"
    answer = reader.post(address, {"text": "x" * 200})
    assert answer.status == 413
    assert "A text may have 2 MB" in answer.text
    assert "data-refusal" in answer.text
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert reader.post(address, {"text": "1", "name": "2"}).status == 400


def test_the_limits_named_on_the_page_are_those_that_hold(settings):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 2 * 1024 * 1024
    assert checking.LARGEST_FILE == 25 * 1024 * 1024
    assert "client_max_body_size 2m;" in (ROOT_FOLDER / "deploy/nginx.conf").read_text()
    assert "2 MB, a picture 25 MB" in render_to_string("413.html")


@pytest.mark.django_db
def test_nginx_finds_the_pages_in_the_papers_language(settings, tmp_path, monkeypatch):
    """K13e"""
    monkeypatch.setattr(away.connections, "close_all", lambda: None)  # the test's own
    settings.STATIC_ROOT = tmp_path
    Masthead.objects.update(language="de")
    away.write_pages()
    away.write_pages()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["away.html", "too-large.html"]
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o644
        assert ROOT.search(path.read_text()).groups() == ("de", None)
    assert "Wir sind gleich wieder da." in (tmp_path / "away.html").read_text()
