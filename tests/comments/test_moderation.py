"""The house rules, in order; and what a decision moves."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from comments import moderation
from comments.models import Comment, Decision, Status, Way
from comments.moderation import Because, Reason, Submission
from newsroom import freshness, statements
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, an_article, from_now

SLOWLY = Submission(took=timedelta(minutes=1))


def judged(article, how=SLOWLY, **what):
    comment = Comment(article=article, **{"name": "Ravi", "text": "Good morning.", **what})
    comment.submit(how)
    return comment.status, comment.reason_code


def test_a_person_reads_what_no_rule_decides(article):
    assert judged(article) == (Status.PENDING, Reason.UNREAD)
    assert not Decision.objects.exists()


def test_nobody_writes_within_a_second(article):
    """A51"""
    assert judged(article, Submission(took=timedelta(seconds=1))) == (
        Status.REJECTED,
        Reason.TOO_FAST,
    )
    assert Comment.objects.get().text == "Good morning."
    decision = Decision.objects.get()
    assert (decision.way, decision.by, decision.reason_code) == (Way.RULE, None, Reason.TOO_FAST)
    assert judged(article, Submission(took=timedelta(seconds=3)))[0] == Status.PENDING


def test_what_a_rule_refused_may_be_said_again_properly(article):
    assert judged(article, Submission(took=timedelta(0)))[0] == Status.REJECTED
    assert judged(article) == (Status.PENDING, Reason.UNREAD)


def test_the_same_words_of_the_same_person_are_refused(article):
    judged(article)
    assert judged(article) == (Status.REJECTED, Reason.DUPLICATE)
    assert judged(article, name="Tom")[0] == Status.PENDING
    assert judged(article, text="Good evening.")[0] == Status.PENDING


def test_many_links_wait_with_that_as_the_reason(article):
    """A51"""
    two = "https://example.org/1 https://example.org/2"
    assert judged(article, text=two) == (Status.PENDING, Reason.UNREAD)
    assert judged(article, text=f"{two} https://example.org/3") == (Status.PENDING, Reason.LINKS)
    Masthead.objects.update(links_allowed=0)
    assert judged(article, text="just https://example.org/4") == (Status.PENDING, Reason.LINKS)


def test_the_newsroom_is_published_but_not_with_many_links(article, mo, client):
    assert judged(article, author=mo) == (Status.APPROVED, Reason.STAFF)
    spam = " ".join(f"https://example.org/{n}" for n in range(9))
    assert judged(article, author=mo, text=spam) == (Status.PENDING, Reason.LINKS)
    mo.is_staff = False  # a login is not enough
    assert judged(article, author=mo, text="Hear, hear.") == (Status.PENDING, Reason.UNREAD)


def test_all_that_was_noticed_is_kept_the_heaviest_first(article):
    links = " ".join(f"https://example.org/{n}" for n in range(9))
    judged(article, Submission(took=timedelta(minutes=1), flood=True), text=links)
    assert Comment.objects.get().reasons == [
        [Reason.LINKS, "", 80],
        [Reason.FLOOD, "", 40],
        [Reason.UNREAD, "", 1],
    ]


def test_the_same_long_words_under_another_article_wait(article):
    Masthead.objects.update(moderation=Mode.LATER)
    words = "The mayor has promised a bridge in every year since I was born."
    assert judged(article, text=words)[1] == Reason.READ_LATER
    other = an_article()
    assert judged(other, text=words, name="Zoe") == (Status.PENDING, Reason.DUPLICATE_ELSEWHERE)
    assert judged(an_article(), text="Well said.")[1] == Reason.READ_LATER
    assert judged(other, text="Well said.")[1] == Reason.READ_LATER
    with time_machine.travel(from_now(days=8)):
        assert judged(an_article(), text=words)[1] == Reason.READ_LATER


def test_the_rules_are_asked_in_their_order(article):
    assert [rule.__name__ for rule in moderation.HOUSE_RULES] == [
        "sent_too_fast",
        "network_blocked",
        "commenter_banned",
        "duplicate",
        "too_many_links",
        "written_by_staff",
        "word_list_reject",
        "word_list_hold",
        "commenter_watched",
        "name_resembles_staff",
        "name_taken",
        "duplicate_elsewhere",
        "often_rejected",
        "flood",
        "suspected_spam",
        "commenter_trusted",
        "no_newcomer",
        "published_unreviewed",
        "needs_review",
        "custom_rule",
    ]


MODES = [
    # masthead, topics, article → what becomes of a good comment of somebody unknown
    ("hold", ["", ""], "", (Status.PENDING, Reason.UNREAD)),
    ("newcomer", [""], "", (Status.PENDING, Reason.UNREAD)),
    ("later", [""], "", (Status.APPROVED, Reason.READ_LATER)),
    ("later", ["later", "hold"], "", (Status.PENDING, Reason.UNREAD)),
    ("hold", ["later"], "", (Status.APPROVED, Reason.READ_LATER)),
    ("hold", ["hold"], "later", (Status.APPROVED, Reason.READ_LATER)),
    ("later", ["later"], "hold", (Status.PENDING, Reason.UNREAD)),
]


@pytest.mark.parametrize(("paper", "topics", "own", "outcome"), MODES)
def test_the_nearest_mode_counts_and_of_topics_the_strictest(db, paper, topics, own, outcome):
    Masthead.objects.update(moderation=paper)
    article = an_article(about=[f"topic {number}" for number in range(len(topics))], moderation=own)
    for topic, mode in zip(article.topics.all(), topics, strict=True):
        type(topic).objects.filter(pk=topic.pk).update(moderation=mode)
    article = type(article).objects.get(pk=article.pk)
    assert judged(article) == outcome


def test_a_decision_moves_state_log_count_and_edition_together(article, mo):
    comment = a_comment(article, status=Status.PENDING)
    before = freshness.read()
    decision = comment.approve(by=mo, reason=Because("house_rule", "Well said."))
    article.refresh_from_db()
    assert article.comment_count == 1
    assert freshness.read() != before
    assert (decision.by, decision.reason_text, decision.way) == (mo, "Well said.", Way.DESK)
    assert (decision.from_status, decision.to_status) == (Status.PENDING, Status.APPROVED)


def test_or_none_of_them_moves(article, mo, monkeypatch):
    comment = a_comment(article, status=Status.PENDING)
    before = freshness.read()

    def fail(*args, **kwargs):
        raise DatabaseError("full disk")

    monkeypatch.setattr(statements, "insert", fail)
    with pytest.raises(DatabaseError):
        comment.approve(by=mo)
    article.refresh_from_db()
    comment.refresh_from_db()
    assert (article.comment_count, comment.status) == (0, Status.PENDING)
    assert freshness.read() == before


def test_the_second_of_two_same_decisions_is_none(article, mo):
    comment = a_comment(article, status=Status.PENDING)
    stale = Comment.objects.get(pk=comment.pk)
    assert comment.approve(by=mo)
    assert stale.approve(by=mo) is None
    assert Decision.objects.count() == 1
    article.refresh_from_db()
    assert article.comment_count == 1


@pytest.mark.parametrize("first", list(Status))
@pytest.mark.parametrize("then", list(Status))
def test_the_count_is_what_readers_can_count(article, mo, first, then):
    comment = a_comment(article, status=first)
    comment.decide(then, by=mo)
    article.refresh_from_db()
    assert article.comment_count == article.comments.approved().count()


def test_a_comment_that_waits_is_written_once_with_its_reason(article):
    """K12b: one INSERT, its place in the discussion included."""
    comment = Comment(article=article, name="Ravi", text="I walked past.")
    with CaptureQueriesContext(connection) as captured:
        comment.submit()
    writes = [query["sql"][:6] for query in captured if '"comments_comment"' in query["sql"][:40]]
    assert [write for write in writes if write != "SELECT"] == ["INSERT"]
    assert Comment.objects.get().reason_code == Reason.UNREAD
