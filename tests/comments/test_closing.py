"""When comments close: by the masthead's rule, by the article's own, and in that very second."""

import re

import pytest
import time_machine

from articles import follow_ups
from articles.models import Article, CommentPolicy
from comments.models import Comment
from newsroom.models import Job, Masthead
from newsroom.site.modes import Mode
from tests.cast import PASSWORD, ago, an_article, from_now, masthead_fields

WORDS = {"name": "Ravi", "text": "I walked past it this morning."}


@pytest.fixture
def after_three_days(db):
    Masthead.objects.update(comments_close_after=3)


@pytest.mark.parametrize(
    ("policy", "days", "is_open"),
    [("open", 2, True), ("open", 4, False), ("always", 4, True), ("closed", 2, False)],
)
def test_an_article_closes_by_the_masthead_unless_it_has_a_rule_of_its_own(
    after_three_days, policy, days, is_open
):
    article = an_article(published=ago(days=days), comment_policy=CommentPolicy(policy))
    assert article.is_open_for_comments == is_open


@pytest.mark.both_databases
@pytest.mark.parametrize(("policy", "is_open"), [("open", False), ("always", True)])
def test_a_topic_closes_the_discussions_below_it(reader, db, policy, is_open):
    article = an_article(about=["football"], comment_policy=CommentPolicy(policy))
    assert "Post a Comment" in reader.get(article.get_absolute_url())
    article.topics.update(moderation=Mode.CLOSED)
    Masthead.current().save()
    assert ("Post a Comment" in reader.get(article.get_absolute_url())) == is_open
    reader.post(f"{article.get_absolute_url()}comment/", WORDS)
    assert Article.objects.get(pk=article.pk).is_open_for_comments == is_open


@pytest.mark.both_databases
def test_a_stored_page_takes_its_form_away_when_the_time_is_over(reader, after_three_days):
    article = an_article(published=ago(days=2, hours=23, minutes=59))
    page = reader.get(article.get_absolute_url())
    assert "Post a Comment" in page
    assert "Open until" in page
    with time_machine.travel(from_now(minutes=2)):
        page = reader.get(article.get_absolute_url())
    assert "Post a Comment" not in page
    assert "Comments are closed." in page


def test_a_comment_that_comes_in_that_second_is_given_back(reader, after_three_days):
    """A52"""
    article = an_article(published=ago(days=2, hours=23, minutes=59))
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    for minutes, status in ((2, 403), (0.5, 303)):
        with time_machine.travel(from_now(minutes=minutes)):
            answer = reader.post(address, WORDS | {"key": key})
        assert answer.status == status
        assert (WORDS["text"] in answer) == (status == 403)
    assert Comment.objects.count() == 1


@pytest.mark.both_databases
def test_a_new_rule_holds_for_what_was_published_before(client, boss):
    old, draft = an_article(published=ago(days=400)), an_article(published=None)
    client.login(username="boss", password=PASSWORD)
    for days in (30, 0):
        address = f"/admin/newsroom/masthead/{Masthead.current().pk}/change/"
        assert client.post(address, masthead_fields(comments_close_after=days)).status_code == 302
        stored = Job.objects.filter(fact="closing_rule_changed")
        assert stored.count() == (1 if days else 2)
        follow_ups.set_closing_times()
        assert Article.objects.get(pk=old.pk).is_open_for_comments == (not days)
        assert Article.objects.get(pk=draft.pk).comments_close_at is None
