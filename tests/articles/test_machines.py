"""What programs ask for: sitemap, robots.txt, ads.txt."""

from xml.etree import ElementTree

import pytest

from articles.sitemaps import Articles
from newsroom.models import Masthead
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
    assert news.findtext(f"{NEWS}publication_date") == today.published_at.isoformat()


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
    assert "Sitemap: http://testserver/sitemap.xml" in reader.get("/robots.txt")
    masthead = Masthead.current()
    masthead.robots_txt = "User-agent: *\nDisallow: /"
    masthead.save()
    assert reader.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
