"""The filter learns here, from moderators, forgets as well as it learns, and explains itself."""

import csv
import random
import re
import socket
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from benchmarks import spam as benchmark
from comments import follow_ups
from comments.models import Comment, FeatureCount, FilterTest, Status, TrainingExample
from comments.moderation import Reason
from comments.spam import explaining, features, held_back, report, threshold, weighing
from newsroom.models import Job, Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, an_article, from_now

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
    FilterTest.run()
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
    assert re.search(r"Spam score \d\.\d of 5: (medium|high)", page)
    for feature, words in (
        ("links 3", "3 links or more"),
        ("links 0", "0 links"),
        ("pair win money", "“win money”"),
        ("name tom", "the name “tom”"),
        ("manner capitals", "mostly capitals"),
    ):
        assert explaining.in_words(feature) == words
    assert explaining.signed(-1.25) == "−1.2"


def told(client):
    """What the desk says about the filter."""
    page = client.get("/admin/").content.decode()
    panel = page.partition("Spam filter</h2>")[2].partition("</section>")[0]
    return re.findall(r"<p[^>]*>(.*?)</p>", panel)


def a_paper_of(good, spam):
    """Who learned so many texts of both kinds, without a comment of each."""
    for is_spam, texts in ((False, good), (True, spam)):
        for text in texts:
            names = sorted(features.of(text))
            example = TrainingExample.objects.create(is_spam=is_spam, features=names)
            FeatureCount.count(names, example.column, 1)


def test_the_desk_says_what_the_filter_holds_and_when_it_holds_nothing(db, client, mo, capsys):
    """K18i."""
    client.force_login(mo)
    assert told(client) == [
        "Trained on 0 good comments and 0 spam.",
        "It holds nothing yet; it starts at 50 good comments and 5 spam.",
    ]
    chance = random.Random(1)
    a_paper_of([good_words(chance) for _ in range(52)], [good_words(chance) for _ in range(6)])
    assert told(client)[1] == "It holds nothing yet; it will be tested within minutes."
    call_command("spam_filter")
    alike = (
        "It holds nothing: of the last 6 spam comments, none stands out from the last 52 good ones."
    )
    assert told(client)[1] == alike
    assert alike in capsys.readouterr().out
    a_paper_of([], [spam_words(chance) for _ in range(10)])
    FilterTest.run()
    held = re.fullmatch(r"Tested on .* holds (\d+) of 16 spam .* 0 of 52 good.*", told(client)[1])
    assert 8 <= int(held[1]) <= 10


def test_where_spam_is_three_in_a_hundred_it_is_found_all_the_same(db):
    """K18i: its limit comes from comments that it had not learned, each scored without itself.

    Scores from the time when they came would not do: the first are those of a filter that knows
    nothing yet, and 20 examples of spam never came together.
    """
    chance = random.Random(2)
    a_paper_of([good_words(chance) for _ in range(194)], [spam_words(chance) for _ in range(6)])
    test = FilterTest.run()
    assert (test.good, test.spam, test.wrong) == (194, 6, 0)
    assert test.caught >= 5
    names = sorted(features.of(good_words(chance)))
    before = everything_learned()
    seen = FeatureCount.seen(set(names))
    alone = weighing.score(weighing.parts(names, seen))
    example = TrainingExample.objects.create(is_spam=True, features=names)
    FeatureCount.count(names, "spam", 1)
    with_it = FeatureCount.seen(set(names))
    assert held_back.score(names, True, with_it) == pytest.approx(alone)
    example.take_out()
    assert everything_learned() == before


def test_a_decision_plans_one_test_of_the_filter(article, mo, work):
    """K18i"""
    for number in range(2):
        a_comment(article, Status.PENDING, text=f"Number {number}").mark_as_spam(by=mo)
    work()
    assert Job.objects.filter(fact="filter_taught").count() <= 1
    with time_machine.travel(from_now(hours=1)):
        work()
    assert FilterTest.objects.get().spam == 2


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
    FilterTest.run()
    comment = sent(experienced, text=SPAM, commenter=ravi)
    assert comment.status == Status.APPROVED
    assert comment.spam_score > threshold.LOWEST  # it is seen, and not yet held
    monkeypatch.setattr(threshold, "ENOUGH_SPAM", 30)
    FilterTest.run()
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


@pytest.mark.parametrize(
    ("scores", "limit"),
    [([], 0.7), ([-9.0] * 99, 0.7), ([5.0] + [-9.0] * 198, 5.0), ([5.0] + [-9.0] * 200, 0.7)],
)
def test_the_limit_is_what_one_in_two_hundred_good_comments_is_above(scores, limit):
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
    learned = [
        example
        for name in ("Youtube01-Psy.csv", "Youtube03-LMFAO.csv")
        for example in benchmark.read(REAL / name)
    ]
    tested = benchmark.read(REAL / "Youtube05-Shakira.csv")
    memory = benchmark.Memory(learned)
    scores = [(memory.score(example), example.is_spam) for example in tested]
    wrong = sum(score > memory.limit() for score, is_spam in scores if not is_spam)
    print(f"recall at 1 %: {benchmark.recall_at(0.01, scores):.3f}; {wrong} good ones held")
    assert benchmark.recall_at(0.01, scores) > 0.8
    assert wrong <= 2


ORDINARY = {
    "ar": "كان الطقس جميلا أمس فذهبنا إلى الميناء مع الأطفال وجلسنا هناك ساعة طويلة",
    "de": "Gestern war das Wetter schön, wir gingen mit den Kindern zum Hafen und blieben lange.",
    "es": "Ayer hizo buen tiempo, fuimos con los niños al puerto y nos quedamos un buen rato.",
    "fr": "Hier il faisait beau, nous sommes allés au port avec les enfants et y sommes restés.",
    "ja": "昨日は天気がよかったので、子どもたちと港へ行って、長いあいだ座っていました。",
    "ru": "Вчера была хорошая погода, мы пошли с детьми в порт и долго там сидели.",
    "th": "เมื่อวานอากาศดี เราไปท่าเรือกับเด็กๆ และนั่งอยู่ที่นั่นนาน",
    "zh": "昨天天气很好,我们带孩子们去了港口,在那里坐了很久。",
}


def test_a_language_is_no_sign_of_spam():
    """K18i: neither one that it has not met, nor one in which it has met spam only."""
    chance = random.Random(3)
    good = [benchmark.Example(good_words(chance), "", False) for _ in range(100)]
    english = benchmark.Memory(
        [*good, *(benchmark.Example(spam_words(chance), "", True) for _ in range(20))]
    )
    for language, text in ORDINARY.items():
        clauses = re.split("[,،,、]", text)
        ordinary = [benchmark.Example(each, "", False) for each in (text, *clauses)]
        assert english.held(ordinary) == 0, language
        met = [benchmark.Example(f"{clauses[0]} {n}", "", True) for n in range(20)]
        assert benchmark.Memory([*good, *met]).held(ordinary[:1]) == 0, language
    # And what it is for: spam in the language of the paper.
    assert english.held([benchmark.Example(spam_words(chance), "", True) for _ in range(20)]) > 0.8


def test_words_are_read_as_search_reads_them():
    """K18i: a clause of Chinese is several words; pieces of addresses and file names are none."""
    names = features.of("买手表吧 Café, see IMG_0222.jpeg or http://example.com/free/pills.html")
    assert {"word 手表", "word cafe", "site example.com", "links 1"} <= names
    pieces = ("http", "html", "pills", "jpeg", "img", "0222", "example")
    assert not names & {f"word {piece}" for piece in pieces}


@pytest.mark.both_databases
def test_what_was_learned_otherwise_is_learned_anew(article):
    """K18i: 0.2.0 kept a clause as one word; the upgrade plans this job."""
    comment = a_comment(article, text="买手表吧")
    TrainingExample.learn(comment, is_spam=True)
    stored = TrainingExample.objects.get()
    stored.take_out()
    old = TrainingExample.objects.create(comment=comment, is_spam=True, features=["word 买手表吧"])
    FeatureCount.count(old.features, "spam", 1)
    follow_ups.teach_anew()
    assert FeatureCount.objects.get(feature="word 手表").spam == 1
    assert not FeatureCount.objects.filter(feature="word 买手表吧").exists()


def test_another_article_is_another_subject_and_no_spam(experienced):
    """What is written in words that the filter has not met is not judged by the few it has."""
    text = "For you who ask: mycelium, lichen and ferns grow best in the now abandoned quarry."
    assert sent(an_article(), text=text).spam_score < threshold.LOWEST


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (-3.2, "Spam score 0.0 of 5: low"),
        (0.5, "Spam score 0.5 of 5: low"),
        (0.7, "Spam score 0.7 of 5: medium"),
        (1.9, "Spam score 1.9 of 5: medium"),
        (2.0, "Spam score 2.0 of 5: high"),
        (11, "Spam score 5.0 of 5: high"),
    ],
)
def test_a_score_is_told_on_a_scale_and_in_a_word(score, told):
    assert explaining.on_scale(score) == told
