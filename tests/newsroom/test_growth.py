"""Pages and searches cost the same in a paper of any age."""

from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import follow_ups, sitemaps
from articles.models import Article, article_queryset
from articles.related import lists
from articles.search import finding
from tests.archive import A_BIT, FEW, MANY, Archive, compared, counts_steps
from tests.cast import staff

pytestmark = pytest.mark.django_db

COUNTS = "/sitemap.xml"  # how many files there are: it counts the articles, and is made once


@pytest.fixture
def archive():
    return Archive()


def acts(archive):
    """Pages of readers and work in the background, by name."""
    newest, client = archive.newest, Client()
    address = newest.get_absolute_url()
    old = "?before=" + str(oldest_page())
    year, _month = address.split("/")[1:3]

    def page(of):
        def ask():
            answer = client.get(of)
            assert answer.status_code == 200, of

        return ask

    pages = [
        *("/", f"/{old}", address, f"{address}comments/", f"{address}comment/", "/rules/"),
        *("/topics/harbour/", f"/topics/harbour/{old}", "/topics/eels/"),
        *("/authors/ida/", f"/authors/ida/{old}", "/authors/a-stranger/"),
        *(f"/{year}/", "/feed.atom", "/topics/harbour/feed.rss", "/topics/eels/feed.json"),
        *("/comments.atom", f"{address}comments.json", "/news-sitemap.xml", "/sitemap.xml"),
        *("/sitemap-topics.xml", "/sitemap-authors.xml"),
        *("/corrections/", "/search/?q=newest+", "/search/?q=boat+&topic=harbour"),
    ]
    return {of.replace(old, "?before="): page(of) for of in pages} | {
        "one related list": lambda: lists.refresh(newest),
        "the related lists after a change": lambda: follow_ups.relate(newest.pk),
    }


def oldest_page():
    rows = Article.objects.published().stories().order_by("published_at", "id")
    place = rows[5]
    return f"{int(place.published_at.timestamp() * 1_000_000)}-{place.pk}"


@counts_steps
def test_nothing_costs_more_in_an_old_paper(archive, monkeypatch):
    # So many are looked at in a paper of any age; here both have more.
    monkeypatch.setattr(article_queryset, "FEW", 50)
    monkeypatch.setattr(sitemaps, "LOOKED_AT", 100)
    monkeypatch.setattr(finding, "RANKED", 50)
    archive.grow(FEW)
    follow_ups.relate(archive.newest.pk)
    among_few, among_many = compared(archive, acts)
    grown = [name for name in among_few if among_many[name] > A_BIT * among_few[name] + 20]
    assert grown == [COUNTS]
    assert among_many[COUNTS] - among_few[COUNTS] < MANY  # ten steps each


@counts_steps
def test_a_directory_takes_few_steps_for_each_article(archive, client):
    def acts(_archive):
        return {of: partial(client.get, of) for of in ("/topics/", "/authors/", "/years/")}

    among_few, among_many = compared(archive, acts)
    most = {"/topics/": 30, "/authors/": 30, "/years/": 40}  # each has a topic and an author
    for of, number in most.items():
        assert 10 * (among_many[of] - among_few[of]) < number * (MANY - FEW), of


@counts_steps
def test_no_row_of_a_directory_or_of_statistics_asks_python(archive, client):
    client.force_login(staff("Mo", "Moderators"))
    for of in ("/topics/", "/authors/", "/years/", "/admin/comments/comment/figures/?days=90"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(of).status_code == 200
        assert not [each for each in asked if "django_date" in each["sql"]], of
