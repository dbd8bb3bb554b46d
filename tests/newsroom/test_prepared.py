"""A query that is compiled once answers as a new one would."""

from datetime import timedelta

import pytest
from django.db.models import Exists, F, Q
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from newsroom.prepared import NotConstant, Prepared
from tests.cast import a_comment, an_article, from_now

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_it_answers_for_any_values():
    question = Prepared(
        lambda slugs, until: (
            Article.objects.filter(slug__in=slugs, published_at__lt=until)
            .annotate(is_discussed=Exists(Comment.objects.filter(article=F("article"))))
            .order_by("slug")
            .values("slug", "published_at", "is_discussed")
        )
    )
    one, two = an_article(slug="one"), an_article(slug="two")
    a_comment(two)
    for _time in range(2):
        row = {"slug": "one", "published_at": one.published_at, "is_discussed": True}
        assert question.get(slugs=("one",), until=from_now(days=1)) == row
        rows = question.all(slugs=("one", "two", "100% 'three'"), until=from_now(days=1))
        assert [each["slug"] for each in rows] == ["one", "two"]
        assert question.get(slugs=("one",), until=one.published_at - timedelta(days=1)) is None


def test_it_may_depend_on_which_values_are_given(article):
    def build(number, slug=None):
        return Article.objects.filter(Q(slug=slug) if slug else Q(), pk=number).values("slug")

    question = Prepared(build)
    assert question.get(number=article.pk) == {"slug": article.slug}
    assert question.get(number=article.pk, slug="other") is None


def test_nothing_is_among_none(article):
    def build(number, slugs):
        named = Exists(Article.objects.filter(slug__in=slugs))
        return Article.objects.filter(pk=number).values(named=named)

    question = Prepared(build)
    assert question.get(number=article.pk, slugs=()) == {"named": False}
    assert question.get(number=article.pk, slugs=(article.slug,)) == {"named": True}


@pytest.mark.parametrize(
    "build",
    [
        lambda number: Article.objects.filter(pk=number, published_at__lt=timezone.now()),
        lambda number: Article.objects.filter(pk=number + 1),
        lambda number: Article.objects.filter(pk__gt=number)[: number + 2_000_000_000],
    ],
)
def test_nothing_but_the_values_may_differ(build):
    question = Prepared(lambda number: build(number).values("slug"))
    with pytest.raises(NotConstant):
        question.get(number=1)
