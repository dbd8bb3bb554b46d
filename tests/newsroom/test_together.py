"""Querysets read with one query are what they would have been, on both databases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Byline, Correction, Picture, Related, Topic
from articles.related import lists
from newsroom import freshness, together
from newsroom.models import Masthead
from newsroom.together import asking
from tests.cast import a_picture
from tests.hostile import furnish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article():
    article = furnish(crowd=30).crowded
    Correction.objects.create(article=article, text="It was a tern.")
    a_picture()
    lists.refresh(article)
    return article


def questions(article):
    """Querysets of every column that readers see, and of each shape that one can have."""
    stories = Article.objects.published().stories().newest_first()
    return [
        *(model.objects.all() for model in (Masthead, Picture, Author, Topic, Correction, Related)),
        stories.select_related("picture", "social_picture")[:20],
        stories.only("headline", "published_at")[2:4],
        stories.values_list("pk", "comment_count", "filed"),
        stories.values_list("published_at", flat=True),
        Byline.objects.filter(article__in=stories.values("pk")[:3]).select_related("author"),
        Article.topics.through.objects.select_related("topic"),
        Article.objects.measured(Topic.objects),
        Topic.objects.most_used_lately()[:9],
        article.comments.approved().in_threads(),
        article.relations.all(),
        stories.filter(pk__in=[]),
        stories.filter(headline="There is none"),
    ]


def columns(row, deep=True):
    """All that a row has, with types, and of the rows that it brings along."""
    if not hasattr(row, "_state"):
        return row, repr(row)
    own = {name: (value, type(value)) for name, value in vars(row).items() if name[0] != "_"}
    others = row._state.fields_cache if deep else {}
    return own, {name: other and columns(other, deep=False) for name, other in others.items()}


def test_they_are_what_they_would_have_been(article):
    with CaptureQueriesContext(connection) as captured:
        found = together.read(*questions(article))
        found = [list(rows) for rows in found]
    assert len(captured) == 1
    for rows, question in zip(found, questions(article), strict=True):
        alone = list(question)
        assert rows == alone, question.query
        assert list(map(columns, rows)) == list(map(columns, alone))
    assert all(found[6:-2])


def test_what_cannot_have_rows_asks_nothing(queries):
    assert queries(lambda: list(together.read(Article.objects.none())[0])) == 0


def test_with_kept_sql_they_are_the_same_on_every_page(article, monkeypatch):
    """Each page in two editions, so that what is asked for one story was written for another."""
    ask, asked = together.ask, []

    def compared(make, *shape, **values):
        found = ask(make, *shape, **values)
        asked.append(make.__qualname__)
        for rows, question in zip(found, make(*shape, **values), strict=True):
            alone = list(question)
            assert list(rows) == alone, (make, question.query)
            assert list(map(columns, rows)) == list(map(columns, alone)), make
        return found

    monkeypatch.setattr(together, "ask", compared)
    client = Client()
    for _edition in range(2):
        freshness.new_edition()
        for address in addresses(article):
            assert client.get(address, follow=True).status_code == 200, address
    assert len(set(asked)) > 12
    assert len(asked) > 10 * len(set(asked))


def addresses(article):
    pages = [each.get_absolute_url() for each in Article.objects.published()]
    labels = [*Topic.objects.all()[:9], *Author.objects.all()[:5]]
    lists = [each.get_absolute_url() for each in labels if each.articles.exists()]
    older = "?before=9999999999999999-1"
    return [
        *(
            "/",
            f"/{older}",
            f"/{article.filed:%Y}/",
            f"/{article.filed:%Y/%m}/{older}",
            "/feed.atom",
        ),
        *(each for address in lists for each in (address, f"{address}{older}")),
        *(f"{address}feed.json" for address in lists),
        *pages,
    ]


def test_a_moment_that_is_not_the_present_one_is_no_part_of_kept_sql(db):
    def of_late(text):
        yesterday = timezone.now() - timedelta(days=1)
        return [Article.objects.filter(slug=text, published_at__gt=yesterday)]

    with pytest.raises(ValueError, match="of_late counts with the present moment"):
        together.ask(of_late, text="a-slug")


def test_a_value_that_only_chooses_is_no_value(db):
    def chosen(all_of_them):
        return [Topic.objects.all() if all_of_them else Topic.objects.none()]

    with pytest.raises(ValueError, match="all_of_them"):
        together.ask(chosen, all_of_them=1)


def test_kept_sql_has_an_end(db, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 3)
    for number in range(9):
        together.ask(lambda most: [Topic.objects.all()[:most]], number + 1)
    assert len(asking._questions) == 3


def test_a_queryset_that_was_read_is_asked_anew_when_it_is_narrowed(article):
    rows = together.read(Topic.objects.all())[0]
    assert rows.filter(pk=rows[0].pk).count() == 1
    assert rows.all()._result_cache is None
