"""What programs ask for: sitemap, robots.txt, ads.txt."""

from xml.etree import ElementTree

import pytest

from newsroom.models import Masthead
from tests.cast import an_article

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_names_every_public_address_under_our_own_name(reader, db):
    article = an_article(about=["harbour"], by=["Ilse"])
    an_article(published=None)
    found = [
        e.text for e in ElementTree.fromstring(reader.get("/sitemap.xml").body).iter(f"{MAP}loc")
    ]
    assert sorted(found) == sorted(
        f"http://testserver{address}"
        for address in (article.get_absolute_url(), "/topics/harbour/", "/authors/ilse/")
    )


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
