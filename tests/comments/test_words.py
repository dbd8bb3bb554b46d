"""Word lists meet whole words, however they are disguised, and can be tried before they count."""

import pytest

from comments.models import Comment, Status
from comments.moderation import Reason, words
from newsroom.discussion import Mode
from newsroom.models import Masthead
from tests.cast import a_comment

TRIAL = "/admin/comments/comment/words/"


@pytest.mark.parametrize(
    ("text", "listed", "found"),
    [
        ("Buy a WATCH today", "watch", True),
        ("watches", "watch", False),
        ("unwatched", "watch", False),
        ("cаsino", "casino", True),  # a Cyrillic letter
        ("ｃａｓｉｎｏ", "casino", True),
        ("cásino!", "casino", True),
        ("free money, now", "free money", True),
        ("free of money", "free money", False),
        ("money free", "free money", False),
        ("СПАМ и только", "спам", True),
        ("رابط مجاني", "مجاني", True),
        ("don't", "don't", True),
        ("", "x", False),
    ],
)
def test_whole_words_however_they_are_written(text, listed, found):
    assert bool(words.hits(text, words.entries(listed))) == found


def test_an_empty_line_meets_nothing():
    assert words.entries("\n  \n!!!\n casino \n") == ["casino"]


def sent(article, **what):
    comment = Comment(article=article, **{"name": "Ravi", "text": "Good morning.", **what})
    comment.submit()
    return comment.status, comment.reason


def test_the_mastheads_lists_hold_and_refuse(article, mo):
    Masthead.objects.update(words_to_hold="watch", words_to_refuse="casino\nfree money")
    assert sent(article, text="The best cаsino.") == (Status.REJECTED, Reason.REFUSED_WORD)
    assert sent(article, name="Free Money")[1] == Reason.REFUSED_WORD
    assert sent(article, text="Watch this.") == (Status.PENDING, Reason.HELD_WORD)
    assert sent(article, text="Watchful.")[1] == Reason.UNREAD
    assert sent(article, text="A casino?", author=mo) == (Status.APPROVED, Reason.STAFF)
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    ravi = a_comment(article, email="ravi@example.org").prove()
    assert sent(article, text="I look.", commenter=ravi)[1] == Reason.TRUSTED
    assert sent(article, text="My watch.", commenter=ravi)[1] == Reason.HELD_WORD


def test_a_list_is_tried_on_past_comments_and_changes_nothing(client, mo, article):
    a_comment(article, text="The casino on the quay burned down in 1931.")
    a_comment(article, text="The crane.")
    client.force_login(mo)
    assert "would have been met" not in client.get(TRIAL).content.decode()
    page = client.get(TRIAL, {"words": "CASINO\nwatch"}).content.decode()
    assert "1 of the last 2 comments would have been met." in page
    assert "burned down in 1931" in page
    assert "<strong>CASINO</strong>" in page
    assert "The crane." not in page
    assert Comment.objects.approved().count() == 2
    assert client.post(TRIAL, {"words": "x"}).status_code == 405


def test_only_those_who_decide_may_try(client, ida, article):
    client.force_login(ida)
    assert client.get(TRIAL, {"words": "x"}).status_code == 403
    client.logout()
    assert client.get(TRIAL).status_code == 302


def test_the_rules_say_that_there_are_such_words_and_not_which(reader, db):
    masthead = Masthead.current()
    assert "certain words" not in reader.get("/rules/")
    masthead.words_to_refuse = "casino"
    masthead.save()
    assert "A comment with certain words is refused" in reader.get("/rules/")
    assert "casino" not in reader.get("/rules/")
