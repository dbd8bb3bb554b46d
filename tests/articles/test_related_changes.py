"""A change of a story calls for the lists on both sides of it."""

import pytest

from articles import follow_ups
from articles.models import Article, Related
from tests.cast import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_lists_that_it_names_and_lists_that_name_it_are_made_again():
    story, named, naming, _other = (an_article() for _ in range(4))
    Related.objects.all().delete()
    Related.objects.bulk_create(
        [
            Related(article=story, other=named, score=1),
            Related(article=named, other=story, score=1),
            Related(article=naming, other=story, score=1),
        ]
    )
    neighbours = Article.objects.filter(pk__in=follow_ups._neighbours(story.pk))
    assert set(neighbours) == {named, naming}
