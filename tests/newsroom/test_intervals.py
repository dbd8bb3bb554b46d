from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom.intervals import place_among
from tests.cast import an_article


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize("number", range(6))
def test_a_moment_is_placed_among_ends_and_belongs_to_what_it_begins(number):
    first = timezone.now() - timedelta(days=30)
    ends = [first + timedelta(days=day) for day in range(number)]
    for end in [*ends, first - timedelta(days=9)]:
        for moment in (end, end + timedelta(seconds=1)):
            an_article(published=moment)
    rows = Article.objects.annotate(place=place_among("published_at", ends))
    placed = {each.published_at: each.place for each in rows}
    assert len(placed) == 2 * number + 2
    for moment, place in placed.items():
        assert place == sum(end <= moment for end in ends)
