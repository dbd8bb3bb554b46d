"""What a page says to machines is what it says to people, in their own words."""

import json
import re

from comments.models import Status
from newsroom.models import Masthead
from newsroom.timestamps import timestamp
from tests.cast import a_comment, ago, an_article


def data_of(answer):
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text)
    return json.loads(block)


def meta_of(answer):
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', answer.text))


def test_an_article_says_what_it_is(reader, db):
    Masthead.objects.update(name="The Kestrel Sound", language="en-gb")
    article = an_article(
        headline="Fog & more", lead="It came.", about=["harbour"], by=["Ilse", "Jo"]
    )
    comment = a_comment(article, name="Ravi", text="It <b>went</b>.")
    a_comment(article, status=Status.PENDING, text="Not yet.")
    news, way = data_of(reader.get(article.get_absolute_url()))
    address = f"http://testserver{article.get_absolute_url()}"
    assert news["@type"] == "NewsArticle"
    assert (news["headline"], news["description"], news["url"]) == (
        "Fog & more",
        "It came.",
        address,
    )
    assert [author["name"] for author in news["author"]] == ["Ilse", "Jo"]
    assert news["publisher"]["name"] == "The Kestrel Sound"
    assert news["datePublished"] == news["dateModified"] == timestamp(article.published_at)
    assert (news["commentCount"], [one["text"] for one in news["comment"]]) == (1, ["It went."])
    assert news["comment"][0]["url"] == f"{address}#c{comment.pk}"
    assert [step["name"] for step in way["itemListElement"]] == [
        "The Kestrel Sound",
        "Harbour",
        "Fog & more",
    ]


def test_an_important_change_is_a_date_of_its_own(reader, db):
    article = an_article(published=ago(days=3))
    article.mark_updated()
    article.save()
    news, _way = data_of(reader.get(article.get_absolute_url()))
    assert news["dateModified"] == timestamp(article.updated_at) > news["datePublished"]


def test_no_word_closes_the_block_or_opens_another(reader, db):
    """A07"""
    hostile = "</script><script>alert(1)</script><!--"
    article = an_article(headline=hostile, lead=hostile, about=[hostile], by=[hostile])
    a_comment(article, name="Mallory", text=hostile)
    page = reader.get(article.get_absolute_url())
    assert data_of(page)[0]["headline"] == hostile
    assert "<script>alert" not in page
    block = page.text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert "<" not in block


def test_social_networks_get_a_card(reader, db):
    article = an_article(headline="Fog", lead="It came.")
    meta = meta_of(reader.get(article.get_absolute_url()))
    assert (meta["og:title"], meta["og:description"]) == ("Fog", "It came.")
    assert meta["og:url"] == f"http://testserver{article.get_absolute_url()}"
    assert meta["twitter:card"] == "summary"
    assert meta["og:image"] == "http://testserver/static/icon-512.png"


def test_the_front_page_and_authors_say_what_they_are(reader, db):
    an_article(by=["Ilse"])
    assert data_of(reader.get("/"))["@type"] == "WebSite"
    ilse = data_of(reader.get("/authors/ilse/"))
    assert ilse["@type"] == "ProfilePage"
    assert ilse["mainEntity"]["name"] == "Ilse"
