"""Besides the words the filter heeds who sends them, how fast, and where; noticed once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Status, TrainingExample
from comments.moderation import Submission
from comments.spam import explaining, report
from tests.cast import a_comment, an_article

WORDS = "The crane was the last of four."


def sent(article, took=None, **what):
    comment = Comment(article=article, **{"name": "Ines P.", "text": WORDS, **what})
    comment.submit(Submission(took=took))
    return comment


def proved(article, **what):
    return a_comment(article, email="ravi@example.org", **what).confirm_email()


@pytest.mark.parametrize(
    ("took", "signs"),
    [
        (None, set()),
        (timedelta(seconds=14), {"sent quick"}),
        (timedelta(minutes=2), set()),
        (timedelta(minutes=11), {"sent slow"}),
    ],
)
def test_how_fast_it_was_sent(article, took, signs):
    assert set(sent(article, took).spam_signs) - {"writer new"} == signs


def test_where_it_was_sent(db):
    now = timezone.now()
    old, new = (an_article(published=now - timedelta(days=days)) for days in (31, 29))
    assert "article old" in sent(old).spam_signs
    assert "article old" not in sent(new).spam_signs


def test_who_sent_it(article):
    assert sent(article, text="1", email="ravi@example.org").spam_signs == ["writer new"]
    ravi = proved(article)
    assert sent(article, text="2", commenter=ravi).spam_signs == ["writer published"]
    a_comment(article, Status.SPAM, commenter=ravi)
    assert sent(article, text="3", commenter=ravi).spam_signs == ["writer rejected"]
    ravi.comments.filter(status=Status.SPAM).update(created_at="2020-01-01T00:00Z")
    assert sent(article, text="4", commenter=ravi).spam_signs == ["writer published"]


def test_what_was_noticed_when_it_came_is_learned_not_what_is_known_by_now(article):
    comment = sent(article, timedelta(seconds=5), email="ravi@example.org")
    comment.confirm_email()
    comment.decide(Status.APPROVED, by=None)
    TrainingExample.learn(comment, is_spam=False)
    assert {"writer new", "sent quick"} <= set(comment.training_example.features)
    assert "writer published" not in comment.training_example.features
    TrainingExample.forget(comment)
    assert report.experience()[:2] == (0, 0)


def test_of_the_same_words_those_of_a_new_writer_are_likelier_spam(article):
    ravi = proved(article)
    for number in range(20):
        is_spam = number % 2 == 0
        comment = sent(article, text=f"{WORDS} {number}", commenter=None if is_spam else ravi)
        TrainingExample.learn(comment, is_spam)
    stranger, known = sent(article), sent(article, commenter=ravi)
    assert stranger.spam_score > known.spam_score
    assert max(stranger.spam_parts, key=lambda part: part[1])[0] == "writer new"
    words = [one.words for one in explaining.explained(known.spam_parts)]
    assert "commenter has been published before" in words


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("writer new", "a new commenter"),
        ("writer rejected", "commenter was rejected recently"),
        ("sent quick", "sent quickly"),
        ("sent slow", "sent after a long time"),
        ("article old", "under an old article"),
    ],
)
def test_each_sign_has_words(sign, words):
    assert explaining.in_words(sign) == words


def test_an_edit_keeps_them_and_who_takes_it_back_erases_them(article):
    comment = sent(article, timedelta(seconds=5))
    comment.edit("Other words")
    assert "sent quick" in dict(Comment.objects.get().spam_parts)
    assert comment.as_its_writer_sees_it()["noticed"] == ["writer new", "sent quick"]
    comment.delete_by_writer()
    stored = Comment.objects.get()
    assert (stored.spam_signs, stored.spam_parts) == ([], [])
