"""Whatever goes wrong, the page about it is in the paper's language."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.models import Masthead
from newsroom.page_cache import in_turn
from newsroom.site.middleware import MastheadLocaleMiddleware
from newsroom.wsgi import application
from tests.catalogues import LANGUAGES
from tests.reader import Reader

PAGES = ("400", "403", "403_csrf", "413", "500", "503", "given_back")
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
    nowhere = reader.get("/nowhere")  # from here on it is known
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
