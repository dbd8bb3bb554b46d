"""What programs ask for: sitemap, robots.txt, ads.txt, security.txt, manifest."""

import json
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from articles.sitemaps import Articles
from newsroom.models import Masthead
from newsroom.timestamps import timestamp
from tests.cast import ago, an_article, from_now

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(answer):
    return [element.text for element in ElementTree.fromstring(answer.body).iter(f"{MAP}loc")]


def test_the_sitemaps_name_every_public_address_under_our_own_name(reader, db):
    article = an_article(about=["harbour"], by=["Ilse"])
    an_article(published=None, about=["secret"])
    sections = addresses(reader.get("/sitemap.xml"))
    assert sections == [
        f"http://testserver/sitemap-{name}.xml" for name in ("articles", "topics", "authors")
    ]
    found = [
        address
        for section in sections
        for address in addresses(reader.get(section.removeprefix("http://testserver")))
    ]
    assert found == [
        f"http://testserver{address}"
        for address in (article.get_absolute_url(), "/topics/harbour/", "/authors/ilse/")
    ]
    assert reader.get("/sitemap-nothing.xml").status == 404


@pytest.mark.both_databases
def test_a_long_sitemap_goes_on_in_another_file(reader, db, monkeypatch):
    monkeypatch.setattr(Articles, "limit", 2)
    for _ in range(5):
        an_article()
    sections = addresses(reader.get("/sitemap.xml"))
    files = [
        section.removeprefix("http://testserver") for section in sections if "articles" in section
    ]
    assert len(files) == 3
    assert len({address for file in files for address in addresses(reader.get(file))}) == 5


@pytest.mark.both_databases
def test_the_news_sitemap_has_what_is_news_today(reader, db):
    Masthead.objects.update(name="The Kestrel Sound", language="en-gb")
    today = an_article(headline="Fog & more", published=ago(hours=47))
    an_article(headline="Old", published=ago(hours=49))
    an_article(headline="Tomorrow", published=from_now(hours=1))
    an_article(headline="About", kind="page", published=ago(hours=1))
    answer = reader.get("/news-sitemap.xml")
    assert addresses(answer) == [f"http://testserver{today.get_absolute_url()}"]
    [news] = ElementTree.fromstring(answer.body).iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}title") == "Fog & more"
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "The Kestrel Sound"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}publication_date") == timestamp(today.published_at)


def test_ads_txt_is_served_as_it_is_stored(reader, db):
    lines = "# ours\nads.example.org, pub-1, DIRECT, f08c\n"
    Masthead.objects.update(ads_txt=lines)
    answer = reader.get("/ads.txt")
    assert answer.raw == lines.encode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reader.get("/ads.txt", method="HEAD").headers == answer.headers


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_ads_txt_is_none(reader, db, empty):
    Masthead.objects.update(ads_txt=empty)
    assert reader.get("/ads.txt").status == 404


def test_robots_txt_names_the_sitemap_unless_the_owner_wrote_another(reader, db):
    ours = reader.get("/robots.txt").text
    assert "User-agent: *\nDisallow: /admin/\nDisallow: /search/?\n" in ours
    assert "Sitemap: http://testserver/sitemap.xml\n" in ours
    masthead = Masthead.current()
    masthead.robots_txt = "User-agent: *\nDisallow: /"
    masthead.save()
    assert reader.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("choice", "training", "answering"),
    [("welcome", True, True), ("answer", False, True), ("keep_out", False, False)],
)
def test_crawlers_of_language_models_are_asked_what_the_masthead_says(
    reader, db, choice, training, answering
):
    Masthead.objects.update(ai_crawlers=choice)
    robots = RobotFileParser()
    robots.parse(reader.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("GPTBot", "/2026/11/a/") is training
    assert robots.can_fetch("PerplexityBot", "/2026/11/a/") is answering
    assert robots.can_fetch("Googlebot", "/2026/11/a/")
    assert not robots.can_fetch("Googlebot", "/admin/")


def test_a_security_contact_is_told_until_a_date_within_the_year(reader, db):
    assert reader.get("/.well-known/security.txt").status == 404
    Masthead.objects.update(security_contact="safe@example.org")
    answer = reader.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:safe@example.org"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=30) < expires < timedelta(days=365)
    assert "s-maxage" not in answer.headers.get("Cache-Control", "")


def test_the_manifest_names_the_paper_and_its_icons(reader, db):
    Masthead.objects.update(name="The Kestrel Sound", short_name="TKS")
    assert 'rel="manifest" href="/manifest.webmanifest"' in reader.get("/")
    answer = reader.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["name"], manifest["short_name"]) == ("The Kestrel Sound", "TKS")
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


def test_profiles_elsewhere_are_claimed_by_rel_me(reader, db):
    article = an_article(by=["Ilse"])
    Masthead.objects.update(profiles="https://social.example.org/@kestrel\n\n")
    article.bylines.get().author.__class__.objects.update(profiles="https://ilse.example.org/")
    assert 'href="https://social.example.org/@kestrel" rel="me"' in reader.get("/")
    page = reader.get("/authors/ilse/")
    assert 'href="https://ilse.example.org/" rel="me">ilse.example.org<' in page
    assert '"sameAs": ["https://ilse.example.org/"]' in page


def test_google_news_calls_two_languages_otherwise(reader, db):
    """K10f. By ISO 639 alone, but Chinese by its country."""
    an_article(published=ago(hours=1))
    for language, name in (
        ("zh-hans", "zh-cn"),
        ("zh-hant", "zh-tw"),
        ("pt-br", "pt"),
        ("ckb",) * 2,
    ):
        Masthead.objects.update(language=language)
        assert f"<news:language>{name}</news:language>" in reader.get("/news-sitemap.xml")
