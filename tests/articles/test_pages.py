"""A page such as the imprint: an address without a month, and nothing of a story beneath."""

import json
import re

import pytest

from articles.fixed_addresses import is_fixed
from articles.models import Article, Kind, OldAddress
from tests.cast import a_comment, an_article


def a_page(slug="imprint", **what):
    return an_article(**{"kind": Kind.PAGE, "slug": slug, "headline": slug.title(), **what})


def test_a_page_has_no_comments_no_related_posts_and_no_share_links(reader, db):
    """K14g."""
    story = an_article(about=["sea"], by=["Ida Marsh"])
    page = a_page(about=["sea"], by=["Ida Marsh"])
    a_comment(page, text="Well said.")
    parts = ("Post a Comment", 'class="share"', "/comments.atom", "Well said.", "discussion.js")
    shown = reader.get("/imprint/")
    assert shown.status == 200
    assert [part for part in parts if part in shown.text.partition("<footer")[0]] == []
    assert 'class="related' not in shown
    assert 'rel="canonical" href="http://testserver/imprint/"' in shown
    assert 'content="website"' in shown
    script = r'<script type="application/ld\+json">(.*?)</script>'
    data = json.loads(re.search(script, shown.text)[1])
    assert data[0]["@type"] == "WebPage"
    assert "Post a Comment" in reader.get(story.get_absolute_url())
    assert reader.post(f"{story_address(page)}comment/", {"text": "A"}).status == 403


def story_address(page):
    """The address that a page would have as a story."""
    return f"/{page.filed:%Y/%m}/{page.slug}/"


def test_its_address_with_a_month_leads_to_it(reader, db):
    """K14g: as its addresses were until now."""
    page = a_page()
    answer = reader.get(story_address(page))
    assert (answer.status, answer.headers["Location"]) == (301, "/imprint/")
    listed = ("/", "/sitemap-articles.xml", "/search/?q=imprint")
    assert all("/imprint/" in reader.get(address) for address in listed)
    assert "/imprint/" not in reader.get("/feed.atom")


@pytest.mark.parametrize("slug", ["search", "admin", "feed", "2026", "topics", "Rules", "media"])
def test_no_page_takes_an_address_of_the_site(client, ida, db, slug):
    """K14g: it takes the next free one."""
    page = Article(kind=Kind.PAGE, headline="A page", slug=slug)
    page.publish()
    page.slug = slug
    page.save()
    assert page.get_absolute_url() == f"/{slug}-2/"
    assert client.get(page.get_absolute_url()).status_code == 200


def test_names_that_no_address_has_are_free():
    """K14g."""
    assert not any(map(is_fixed, ("imprint", "impressum", "about", "соседи", "2026-review", "p")))


def test_two_pages_and_drafts_and_stories_of_one_name(reader, db):
    """K14g."""
    story, draft = an_article(slug="imprint"), a_page(published=None)
    first = a_page()
    later = Article(kind=Kind.PAGE, headline="Imprint")
    later.publish()
    draft.publish()
    addresses = [each.get_absolute_url() for each in (first, later, draft)]
    assert len(set(addresses)) == 3
    assert reader.get(story.get_absolute_url()).status == 200
    for address in addresses:
        assert reader.get(address).status == 200


def test_a_change_of_kind_moves_the_address_and_keeps_comments(reader, db):
    """K14g."""
    article = an_article(slug="house-rules")
    comment = a_comment(article, text="Well said.")
    before = article.get_absolute_url()
    article.kind = Kind.PAGE
    article.save()
    assert reader.get(before).headers["Location"] == "/house-rules/"
    article.kind = Kind.STORY
    article.save()
    assert reader.get("/house-rules/").headers["Location"] == before
    assert "Well said." in reader.get(before)
    assert article.comments.get() == comment
    article.kind = Kind.PAGE
    article.save()
    article.delete()
    assert reader.get("/house-rules/").status == 410
    assert reader.get(before).status == 410
    assert not OldAddress.objects.filter(article__isnull=False).exists()


def test_a_page_is_found_in_another_spelling(reader, db):
    """K14g."""
    a_page()
    assert reader.get("/Imprint/").headers["Location"] == "/imprint/"
    assert reader.get("/imprint").headers["Location"] == "/imprint/"
    assert reader.get("/nothing/").status == 404
