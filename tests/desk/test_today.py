"""The first page of the desk: what waits, for those whose work it is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from articles.models.version import Why
from articles.templatetags.unpublished import TAIL, last_words
from comments.models import Comment, ModeratorScope, Notice, Status
from tests.cast import a_comment, a_topic, ago, an_article, from_now

TODAY = "/admin/"


def page_of(client, user):
    client.force_login(user)
    return client.get(TODAY).content.decode()


def test_a_draft_shows_its_last_line_and_whose_it_is(client, ida, boss):
    for by, headline in ((ida, "The mayor"), (boss, "The tree")):
        draft = an_article(headline=headline, published=None, body="<p>One.</p><p>Then she</p>")
        draft.record(Why.SAVED, by=by)
    page = page_of(client, ida)
    assert page.count("One. Then she") == 2
    assert "Your draft" in page
    assert "Boss" in page


def test_the_last_line_of_a_long_text_is_its_end_without_half_a_tag():
    words = "word " * 400 + "the very end"
    tail = f'<p class="wide">{words}</p>'[-TAIL:]
    assert last_words(tail).endswith("the very end")
    assert len(last_words(tail)) <= 122
    cut_tag = ('"wide">' + words + "</p>")[-TAIL:]
    assert '">' not in last_words('ass="wide">'.ljust(TAIL, "x")[:TAIL])
    assert last_words(cut_tag) == last_words(tail)
    assert last_words("<p>Short &gt; long</p>") == "Short > long"


def test_the_plan_goes_through_the_day_by_the_papers_clock(client, ida):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=False):
        an_article(headline="Yesterday's", published=noon - timedelta(days=1))
        an_article(headline="This morning's", published=noon - timedelta(hours=3))
        an_article(headline="This evening's", published=noon + timedelta(hours=5))
        page = page_of(client, ida)
    assert "Yesterday" not in page
    places = [page.index(words) for words in ("This morning", "plan__now", "This evening")]
    assert places == sorted(places)


def test_comments_wait_by_age_and_each_number_is_that_of_the_list_it_leads_to(client, article, mo):
    for hours in (2, 5, 30):
        comment = a_comment(article, status=Status.PENDING, text=f"For {hours} hours")
        Comment.objects.filter(pk=comment.pk).update(created_at=ago(hours=hours))
    page = page_of(client, mo)
    assert "3 comments waiting" in page
    for hours, number in (("1", 3), ("4", 2), ("24", 1)):
        listed = client.get(f"/admin/comments/comment/?age={hours}").context["cl"].result_count
        row = page.partition(f'?age={hours}"')[2].partition("</a>")[0]
        assert f">{number}</b>" in row, hours
        assert listed == number
    assert '?age=72"' not in page


@pytest.mark.both_databases
def test_reports_appeals_and_discussions_that_heat_up_lead_to_their_lists(client, mo):
    quiet, heated, busy = (an_article(headline=name) for name in ("The tree", "The mayor", "Fog"))
    for number in range(6):
        a_comment(heated, text=f"Away with her, {number}.")
        a_comment(busy, text=f"Grey, {number}.")
        a_comment(quiet, status=Status.SPAM, text=f"Watches, {number}.")
    earlier = [a_comment(busy, text=f"So grey, {number}.").pk for number in range(60)]
    Comment.objects.filter(pk__in=earlier).update(created_at=ago(hours=5))
    Notice(comment=heated.comments.first(), kind="abuse").submit()
    rejected = a_comment(quiet, status=Status.REJECTED)
    Notice(comment=rejected, kind="appeal", words="Why?").submit()
    page = page_of(client, mo)
    listed = {}
    for query, words in {
        "?state=reported": "1 reported comment",
        "?state=appealed": "1 appeal against",
        f"?article={heated.pk}&amp;state=all": "6 comments in the last hour",
    }.items():
        row = page.partition(f'href="/admin/comments/comment/{query}"')[2].partition("</a>")[0]
        assert words in row, query
        answer = client.get(f"/admin/comments/comment/{query.replace('&amp;', '&')}")
        listed[query] = answer.context["cl"].result_count
    assert list(listed.values()) == [1, 1, 6]
    assert "Fog" not in page
    assert "The tree" not in page


def test_a_moderator_of_a_topic_learns_of_nothing_else_that_heats_up(client, mo):
    ModeratorScope.objects.create(moderator=mo).topics.add(a_topic("Courts"))
    article = an_article(headline="The mayor", about=["harbour"])
    for number in range(6):
        a_comment(article, text=f"Away with her, {number}.")
    Notice(comment=article.comments.first(), kind="abuse").submit()
    page = page_of(client, mo)
    for words in ("The mayor", "Heating up", "reported"):
        assert words not in page


def test_the_page_is_for_each_only_what_is_theirs(client, ida, mo, article):
    a_comment(article, status=Status.PENDING)
    an_article(headline="Half written", published=None)
    editors = page_of(client, ida)
    assert "Half written" in editors
    assert "waiting" not in editors
    moderators = page_of(client, mo)
    assert "Half written" not in moderators
    assert "1 comment waiting" in moderators


def test_the_page_costs_the_same_with_many_drafts(client, boss, queries):
    def some(number):
        for _ in range(number):
            an_article(published=None).record(Why.SAVED, by=boss)
            an_article(published=from_now(days=1))
            article = an_article()
            for words in range(5):
                a_comment(article, text=f"{words} of {number}")
            Notice(comment=article.comments.first(), kind="abuse").submit()

    some(2)
    client.force_login(boss)
    few = queries(lambda: client.get(TODAY))
    some(6)
    assert queries(lambda: client.get(TODAY)) == few
    assert Article.objects.count() == 24
