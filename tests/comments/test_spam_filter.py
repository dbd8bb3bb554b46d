"""The filter learns here, from moderators, forgets as well as it learns, and explains itself."""

import csv
import random
import re
import socket
from pathlib import Path

import pytest

from benchmarks import spam as benchmark
from comments.models import Comment, FeatureCount, Status, TrainingExample
from comments.moderation import Reason
from comments.spam import explaining, features, report, threshold, weighing
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, an_article

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "spam"

SAID = "the harbour crane was the last of four and nobody asked the council about it".split()
SOLD = "cheap watches casino bonus click the best win money now free for you".split()


def good_words(chance):
    return " ".join(chance.choices(SAID, k=12))


def spam_words(chance):
    return f"{' '.join(chance.choices(SOLD, k=8))} https://casino.example.com/{chance.random()}"


def everything_learned():
    return sorted(FeatureCount.objects.values_list("feature", "spam", "good"))


LEARNED = {}


@pytest.fixture
def experienced(article):
    """A paper on which sixty good comments and thirty of spam were decided about.

    The first test learns from them, the others get the rows that it learned.
    """
    if not LEARNED:
        decide_about_ninety(article)
        LEARNED.update(
            {model: list(model.objects.all()) for model in (Comment, TrainingExample, FeatureCount)}
        )
    else:
        for comment in LEARNED[Comment]:
            comment.article = article
        for model, rows in LEARNED.items():
            model.objects.bulk_create(rows)
    assert report.experience().is_enough
    return article


def decide_about_ninety(article):
    chance = random.Random(1)
    for number in range(90):
        is_spam = number % 3 == 0
        words = spam_words(chance) if is_spam else good_words(chance)
        comment = Comment(article=article, name="Tom", text=f"{words} {number}")
        comment.submit()
        Comment.objects.filter(pk=comment.pk).update(status="spam" if is_spam else "approved")
        TrainingExample.learn(comment, is_spam)


def scored(article, scores):
    """Comments to which the filter gave these scores when they came."""
    return Comment.objects.bulk_create(
        Comment(article=article, name="Tom", path=f"{number:08x}", spam_score=score)
        for number, score in enumerate(scores)
    )


def sent(article, **what):
    comment = Comment(article=article, **{"name": "Ines P.", "text": "Good morning.", **what})
    comment.submit()
    return comment


SPAM = "Win money now: https://casino.example.com/x the best casino bonus"


@pytest.mark.both_databases
def test_it_learns_what_moderators_decide_and_nothing_else(article, mo, work):
    comment = a_comment(article, Status.PENDING, text="cheap watches")
    work()
    assert not TrainingExample.objects.exists()
    comment.mark_as_spam(by=mo)
    work()
    assert FeatureCount.objects.get(feature="word watches").spam == 1
    comment.approve(by=mo)
    work()
    watches = FeatureCount.objects.get(feature="word watches")
    assert (watches.spam, watches.good) == (0, 1)
    comment.reject(by=mo)  # off topic, perhaps: that says nothing about spam
    work()
    assert everything_learned() == []


@pytest.mark.both_databases
def test_the_order_of_decisions_does_not_matter(article):
    comments = [a_comment(article, text=f"{words} harbour") for words in ("one", "two", "three")]
    for comment in comments:
        TrainingExample.learn(comment, is_spam=comment.pk % 2 == 0)
    learned = everything_learned()
    TrainingExample.objects.all().delete()
    FeatureCount.objects.all().delete()
    for comment in reversed(comments):
        TrainingExample.learn(comment, is_spam=comment.pk % 2 == 1)
        TrainingExample.learn(comment, is_spam=comment.pk % 2 == 0)
    assert everything_learned() == learned


@pytest.mark.both_databases
def test_who_takes_a_comment_back_takes_it_out_of_the_filter(experienced):
    before = everything_learned()
    comment = a_comment(experienced, text="My telephone number is in here: harbour casino.")
    TrainingExample.learn(comment, is_spam=True)
    assert everything_learned() != before
    Comment.objects.filter(pk=comment.pk).update(text="Changed meanwhile.")
    Comment.objects.get(pk=comment.pk).delete_by_writer()
    assert everything_learned() == before
    assert Comment.objects.get(pk=comment.pk).spam_parts == []


@pytest.mark.both_databases
def test_it_holds_what_would_have_been_published_and_says_why(experienced):
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    ravi = a_comment(experienced, email="ravi@example.org").confirm_email()
    good = sent(experienced, text="Nobody asked the council about the crane.", commenter=ravi)
    assert (good.status, good.reason_code) == (Status.APPROVED, Reason.TRUSTED)
    held = sent(experienced, text=SPAM, commenter=ravi)
    assert (held.status, held.reason_code) == (Status.PENDING, Reason.FILTER)
    assert held.reasons == [
        [Reason.FILTER, "", 35],
        [Reason.TRUSTED, "", 20],
        [Reason.UNREAD, "", 1],
    ]
    told = dict(held.spam_parts)
    assert told["word casino"] > 0
    assert told["site casino.example.com"] > 0
    assert told["word the"] < told["word casino"]


def test_moderators_read_why_in_words(experienced, client, mo):
    sent(experienced, name="Tom", text=SPAM)
    client.force_login(mo)
    page = client.get("/admin/comments/comment/").content.decode()
    assert "Looks like spam." in page
    assert "“casino”" in page
    assert "a link to casino.example.com" in page
    assert "1 link</bdi>" in page
    assert re.search(r"Filter: \+\d\.\d", page)
    for feature, words in (
        ("links 3", "3 links or more"),
        ("links 0", "0 links"),
        ("pair win money", "“win money”"),
        ("name tom", "the name “tom”"),
        ("manner capitals", "mostly capitals"),
    ):
        assert explaining.in_words(feature) == words
    assert explaining.signed(-1.25) == "−1.2"


def test_the_desk_says_how_good_the_filter_is(article, client, mo):
    client.force_login(mo)
    assert "Learning." in client.get("/admin/").content.decode()
    for number, comment in enumerate(scored(article, [-9] * 76 + [9] * 24)):
        TrainingExample.learn(comment, is_spam=number >= 75)
    page = client.get("/admin/").content.decode()
    assert "100% of what it held was spam." in page
    assert "It held 96% of the spam." in page
    assert "Trained on 75 good comments and 25 spam." in page


@pytest.mark.both_databases
def test_the_parts_add_up_to_the_score(experienced):
    for text in (SPAM, "Good morning.", "Win the harbour!!!", "x", "W" * 900):
        comment = sent(experienced, text=text)
        stored = Comment.objects.get(pk=comment.pk)
        total = sum(weight for _feature, weight in stored.spam_parts)
        assert stored.spam_score == pytest.approx(total, abs=1e-6)
        assert len(stored.spam_parts) <= weighing.MOST_TELLING


def test_before_it_has_seen_enough_it_looks_on(experienced, monkeypatch):
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    ravi = a_comment(experienced, email="ravi@example.org").confirm_email()
    monkeypatch.setattr(threshold, "ENOUGH_SPAM", 31)
    comment = sent(experienced, text=SPAM, commenter=ravi)
    assert comment.status == Status.APPROVED
    assert comment.spam_score > 1  # it is seen, and not yet held
    monkeypatch.setattr(threshold, "ENOUGH_SPAM", 30)
    assert sent(experienced, text=f"{SPAM}!", commenter=ravi).status == Status.PENDING


def test_an_edit_of_public_words_is_read_by_the_filter_too(experienced):
    """A27"""
    Masthead.objects.update(moderation=Mode.LATER)
    comment = sent(experienced)
    assert comment.is_public
    before = comment.spam_score
    comment.edit(SPAM)
    assert comment.open_edit.reason_code == Reason.FILTER
    stored = Comment.objects.get(pk=comment.pk)
    assert (stored.text, stored.spam_score) == ("Good morning.", before)
    assert (comment.text, comment.spam_score) == ("Good morning.", before)


def judged(comment):
    names = features.of_comment(comment)
    return weighing.parts(names, FeatureCount.seen(names))


def test_it_only_ever_holds(experienced):
    for number in range(20):
        assert sent(experienced, text=f"{SPAM} {number}").status == Status.PENDING


def test_it_asks_nobody(experienced, monkeypatch):
    def refused(*args):
        raise AssertionError("the filter asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert judged(Comment(article=experienced, name="Tom", text=SPAM))


@pytest.mark.both_databases
def test_its_figures_are_those_of_scores_from_before_the_decisions(article, mo):
    scores = [(True, 9.0)] * 6 + [(True, -1.0)] * 2 + [(False, -3.0)] * 300 + [(False, 7.0)] * 2
    comments = scored(article, [score for _is_spam, score in scores])
    TrainingExample.objects.bulk_create(
        TrainingExample(comment=comment, is_spam=is_spam, features=[])
        for comment, (is_spam, _score) in zip(comments, scores, strict=True)
    )
    assert report.quality() == (6, 2, 2)


@pytest.mark.parametrize(
    ("scores", "limit"),
    [([], 0.7), ([-9.0] * 99, 0.7), ([5.0] + [-9.0] * 98, 5.0), ([5.0] + [-9.0] * 100, 0.7)],
)
def test_the_limit_is_what_one_in_a_hundred_good_comments_is_above(scores, limit):
    assert threshold.threshold(scores) == limit


def test_features_are_short_and_few_whatever_is_written(db):
    for text in ("W" * 5000, "http://" + "a" * 4000, "word " * 1000, "\U0001f642" * 5000, ""):
        found = features.of(text, "N" * 60)
        assert all(len(feature) <= 120 for feature in found)
        assert len(found) < 1000


@pytest.mark.both_databases
def test_what_is_counted_costs_few_questions(experienced, queries):
    comment = Comment(article=experienced, name="Tom", text=" ".join(f"w{n}" for n in range(300)))
    assert queries(lambda: judged(comment)) <= 2
    comment.submit()
    assert queries(lambda: TrainingExample.learn(comment, is_spam=False)) <= 16


def test_the_benchmark_reads_every_form_of_file(tmp_path):
    with (tmp_path / "a.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["AUTHOR", "CONTENT", "CLASS"], ["M", "Buy, now", "1"]])
    (tmp_path / "b.tsv").write_text("ham\tGood morning\nspam\tBuy now\n")
    (tmp_path / "c.jsonl").write_text('{"text": "Buy", "spam": true}\n\n{"text": "x", "spam": 0}\n')
    read = [benchmark.read(tmp_path / name) for name in ("a.csv", "b.tsv", "c.jsonl")]
    assert read[0] == [("Buy, now", "M", True)]
    assert read[1] == [("Good morning", "", False), ("Buy now", "", True)]
    assert [example.is_spam for example in read[2]] == [True, False]


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no comments of others in ../shared/data/spam")
def test_on_other_peoples_comments_it_finds_most_and_holds_few_good_ones():
    memory = benchmark.Memory()
    for name in ("Youtube01-Psy.csv", "Youtube03-LMFAO.csv"):
        for example in benchmark.read(REAL / name):
            memory.learn(example)
    tested = benchmark.read(REAL / "Youtube05-Shakira.csv")
    scores = [(memory.score(example), example.is_spam) for example in tested]
    limit = threshold.threshold(memory.good_scores)
    wrong = sum(score > limit for score, is_spam in scores if not is_spam)
    print(f"recall at 1 %: {benchmark.recall_at(0.01, scores):.3f}; {wrong} good ones held")
    assert benchmark.recall_at(0.01, scores) > 0.8
    assert wrong <= 4


def test_another_article_is_another_subject_and_no_spam(experienced):
    """What is written in words that the filter has not met is not judged by the few it has."""
    text = "For you who ask: mycelium, lichen and ferns grow best in the now abandoned quarry."
    assert sent(an_article(), text=text).spam_score < threshold.LOWEST
