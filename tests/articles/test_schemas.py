"""Maps and feeds by their published schemas, where there are copies beside this checkout."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from tests.articles.test_machines import NEWS
from tests.articles.test_structured import data_of
from tests.cast import a_comment, ago, an_article

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "validators"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FOLDER.exists(), reason="there are no schemas beside this checkout"),
]
SCHEMAS = {
    "/sitemap.xml": "siteindex.xsd",
    "/sitemap-articles.xml": "sitemap.xsd",
    "/sitemap-topics.xml": "sitemap.xsd",
    "/sitemap-authors.xml": "sitemap.xsd",
    "/feed.rss": "rss-2_0.xsd",
    "/comments.rss": "rss-2_0.xsd",
}


@pytest.fixture
def paper(db):
    for _ in range(3):
        article = an_article(about=["harbour"], by=["Ilse"], published=ago(hours=3))
        a_comment(article, text="A & B < C")
    return article


@pytest.mark.parametrize(("address", "schema"), SCHEMAS.items())
def test_a_map_or_feed_is_what_its_schema_says(reader, paper, address, schema):
    xmlschema.XMLSchema(FOLDER / "xsd" / schema).validate(reader.get(address).text)


def test_the_news_sitemap_is_what_both_its_schemas_say(reader, paper):
    text = reader.get("/news-sitemap.xml").text
    news = xmlschema.XMLSchema(FOLDER / "xsd" / "sitemap-news.xsd")
    found = list(ElementTree.fromstring(text).iter(f"{NEWS}news"))
    assert len(found) == 3
    for element in found:
        news.validate(ElementTree.tostring(element, encoding="unicode"))


def test_every_type_and_property_of_our_data_is_schema_orgs(reader, paper):
    graph = json.loads((FOLDER / "schemaorg-current-https.jsonld").read_text())["@graph"]
    known = {entry["@id"].removeprefix("schema:") for entry in graph}
    for address in ("/", paper.get_absolute_url(), "/authors/ilse/"):
        assert set(words_of(data_of(reader.get(address)))) <= known


def words_of(data):
    if isinstance(data, list):
        for part in data:
            yield from words_of(part)
    elif isinstance(data, dict):
        yield from filter(None, [data.get("@type")])
        for name, value in data.items():
            if not name.startswith("@"):
                yield name.replace("query-input", "query")  # how an action says what it takes
            yield from words_of(value)
