"""What to read next: never hidden, never itself, never twice, and it can say why."""

import pytest
from django_tasks_db.models import DBTaskResult

from articles import related
from articles.models import Related
from tests.cast import ago, an_article, from_now


@pytest.fixture
def flood(db):
    return an_article(headline="Flood", about=["weather", "harbour"], published=ago(days=30))


def headlines(article):
    return [other.headline for other in article.related()]


def test_articles_that_share_most_topics_come_first_then_the_newest(flood):
    an_article(headline="Old", about=["weather"], published=ago(days=20))
    an_article(headline="New", about=["weather"], published=ago(days=2))
    an_article(headline="Both", about=["weather", "harbour"], published=ago(days=90))
    an_article(headline="Other", about=["sport"], published=ago(days=1))
    flood.relate()
    assert headlines(flood) == ["Both", "New", "Old"]


def test_it_says_why(flood):
    other = an_article(about=["weather", "harbour", "sport"])
    related.refresh(flood)
    row = Related.objects.get(article=flood, other=other)
    assert set(row.reason.split(", ")) == {"Weather", "Harbour"}
    assert row.score == 2


def test_drafts_and_scheduled_stories_stay_hidden(flood):
    an_article(about=["weather"], published=None)
    an_article(about=["weather"], published=from_now(days=1))
    flood.relate()
    assert not headlines(flood)


def test_where_no_topic_is_shared_the_newest_are_shown(flood):
    an_article(headline="Older", about=["sport"], published=ago(days=3))
    an_article(headline="Newer", published=ago(days=2))
    flood.relate()
    assert headlines(flood) == ["Newer", "Older"]


def test_what_is_taken_down_leaves_every_list_at_once(flood):
    other = an_article(headline="Storm", about=["weather"])
    related.refresh(flood)
    assert headlines(flood) == ["Storm"]
    other.take_down()
    assert not headlines(flood)
    assert not Related.objects.filter(other=other).exists()


def test_the_neighbours_lists_are_made_anew_by_a_task_of_the_same_transaction(flood):
    from articles.tasks import refresh_neighbours

    other = an_article(headline="Storm", about=["weather"])
    assert DBTaskResult.objects.filter(task_path="articles.tasks.refresh_neighbours").exists()
    assert not flood.relations.exists()
    refresh_neighbours.func(other.pk)
    assert headlines(flood) == ["Storm"]
