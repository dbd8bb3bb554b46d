"""What a page asks the database does not grow with the archive."""

import random

import pytest

from articles import follow_ups
from articles.models import Article, Term, Topic
from benchmarks.related import furnish
from tests.cast import a_comment

PAGES = {
    "front": "/",
    "older": "/?before=9999999999999999-1",
    "topic": "/topics/topic-1/",
    "topics": "/topics/",
    "authors": "/authors/",
    "years": "/years/",
    "year": "/2000/",
    "search": "/search/?q=s1+s2+w5",
}


def asked(reader, queries):
    """The number of queries of each kind of page, none of them stored yet."""
    article = Article.objects.order_by("pk").first()
    follow_ups.relate(article.pk)
    a_comment(article)
    pages = PAGES | {"article": article.get_absolute_url()}
    for address in pages.values():
        assert reader.get(address).status == 200, address
    a_comment(article)  # a new edition
    return {name: queries(lambda: reader.get(address)) for name, address in pages.items()}  # noqa: B023


@pytest.mark.django_db
def test_every_kind_of_page_asks_the_same_among_thirty_and_among_six_hundred(reader, queries):
    furnish(30, random.Random(1))
    few = asked(reader, queries)
    for model in (Article, Topic, Term):
        model.objects.all().delete()
    furnish(600, random.Random(1))
    many = asked(reader, queries)
    print(few)
    assert many == few
