"""Who follows without writing has confirmed it, hears what was asked for, and can end it."""

import re
from datetime import timedelta

import pytest
import time_machine

from comments import personal_data, retention
from comments.models import Commenter, Following, FollowRequest, Notification, Status
from comments.views.following_page import AN_HOUR
from tests.cast import a_comment, an_article, from_now

RAVI = "ravi@example.org"


@pytest.fixture
def ask(reader):
    """Send the form of an article."""

    def send(article, email=RAVI, rhythm="at_once", **headers):
        address = f"{article.get_absolute_url()}follow/"
        return reader.post(address, {"email": email, "rhythm": rhythm}, **headers)

    return send


def link_in(message):
    return re.search(r"http://\S+?(/confirm/\S+)", message.body)[1]


def requested(page):
    assert "checked" not in page.text
    return [int(number) for number in re.findall(r'name="follow" value="(\d+)"', page.text)]


@pytest.mark.both_databases
def test_one_follows_after_the_link_and_the_tick_and_ends_it_with_one_click(
    reader, article, ask, work
):
    """C13."""
    address = f"{article.get_absolute_url()}follow/"
    assert f'href="{address}"' in reader.get(article.get_absolute_url())
    assert "E-mail address" in reader.get(address)
    assert "Click the link in it" in ask(article, "Ravi@Example.org")
    [question] = work(0)
    assert question.to == [RAVI]
    assert article.headline not in question.body
    a_comment(article, text="Before.")
    assert work() == []
    page = reader.get(link_in(question))
    assert article.headline in page
    assert not Commenter.objects.exists()
    [number] = requested(page)
    assert reader.post(link_in(question), {"requests": "ticked"}).status == 422
    foreign = {"requests": "ticked", "follow": number}
    assert reader.post(link_in(question), foreign, origin="https://evil.example.com").status == 403
    assert "You are following 1 discussion." in reader.post(
        link_in(question), {"requests": "ticked", "follow": [number, "x", "9" * 5000]}
    )
    assert requested(reader.get(link_in(question))) == []
    a_comment(article, text="After.")
    [news] = work()
    assert (news.to, "After." in news.body) == ([RAVI], True)
    assert news.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.search(r"(/unsubscribe/\S+/)", news.body)[1]
    reader.post(stop, {"List-Unsubscribe": "One-Click"}, origin=None)
    a_comment(article)
    assert work() == []


def test_a_third_person_gets_one_email_a_day_whatever_the_occasion(article, ask, work):
    """C13, A68."""
    other = an_article()
    a_comment(article, Status.PENDING, email=RAVI)
    for each in (article, other, article):
        ask(each, "ravi+boats@example.org")
        ask(each)
    assert len(work()) == 1
    assert FollowRequest.objects.count() == 4
    with time_machine.travel(from_now(days=1)):
        ask(other)
        assert len(work()) == 1


def test_the_link_lists_comments_and_discussions_and_each_is_confirmed_by_itself(
    reader, article, ask, work
):
    """C13."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    ask(article)
    question = work(0)[0]
    assert "with a comment on our website" in question.body
    assert "e-mail new comments" in question.body
    reader.post(link_in(question), {"comment": comment.pk})
    assert Commenter.objects.get().following.count() == 0
    reader.post(link_in(question), {"requests": "ticked", "follow": FollowRequest.objects.get().pk})
    assert Commenter.objects.get().rhythm_of(article) == "at_once"


def test_who_did_not_ask_says_so_and_nothing_is_kept(reader, article, ask, work):
    """C13."""
    ask(article)
    [question] = work(0)
    assert "There is nothing to confirm." in reader.post(link_in(question), {"requests": "none"})
    assert not FollowRequest.objects.exists()
    assert not Commenter.objects.exists()


def test_the_form_takes_an_address_from_our_page_and_not_without_end(reader, article, ask, work):
    """C13."""
    assert ask(article, "ravi").status == 422
    assert ask(article, rhythm="always").status == 422
    assert ask(article, origin="https://evil.example.com").status == 403
    assert not FollowRequest.objects.exists()
    known = Commenter.objects.create(email=RAVI)
    answers = [ask(article), ask(article, "zoe@example.org")]
    assert answers[0].text == answers[1].text
    assert not known.following.exists()
    for _ in range(AN_HOUR - 2):
        ask(article)
    assert ask(article).status == 429
    article.comment_policy = "closed"
    article.save()
    assert ask(article).status == 404
    assert "/follow/" not in reader.get(article.get_absolute_url())


def test_a_browser_that_remembers_the_address_asks_for_no_link(reader, article, ask, work):
    """C13."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    fields = {"comment": comment.pk, "keep": "1"}
    cookie = reader.post(link_in(work(0)[0]), fields).headers["Set-Cookie"].partition(";")[0]
    assert "You are following this discussion." in ask(article, Cookie=cookie)
    assert Commenter.objects.get().rhythm_of(article) == Following.Rhythm.AT_ONCE
    ask(article, "zoe@example.org", Cookie=cookie)
    assert FollowRequest.objects.get().email == "zoe@example.org"


def test_what_nobody_confirms_is_forgotten_and_data_show_what_is_known(reader, article, ask, work):
    """C13."""
    ask(article)
    ravi = Commenter.objects.create(email=RAVI)
    ravi.follow(an_article(headline="Boats"), "daily")
    data = personal_data.as_dict(ravi)
    assert data["asked_to_follow"][0]["article__headline"] == article.headline
    page = reader.get(f"/my-data/{personal_data.token(ravi)}/")
    assert "Boats" in page
    stop = re.search(r'href="(/unsubscribe/[^"]+)"', page.text)[1]
    reader.post(stop, {}, origin=None)
    assert not ravi.following.exists()
    for days, kept in ((29, 1), (31, 0)):
        with time_machine.travel(from_now(days=days)):
            list(retention.tidy())
        assert FollowRequest.objects.count() == kept
    ask(article)
    personal_data.erase(ravi)
    assert not FollowRequest.objects.exists()
    assert not Notification.objects.filter(to=RAVI).exists()


def test_a_request_for_an_article_that_is_gone_is_not_asked_about(reader, article, ask, work):
    """C13."""
    ask(article)
    article.unpublish()
    assert work() == []
    assert timedelta(days=30) == retention.TASKS[0].after
