"""What moderators can do beside deciding, and how two of them keep out of each other's way."""

import pytest
import time_machine
from django.test import Client

from articles.models import Topic
from comments.models import Claim, Comment, Commenter, Decision, Note, Notice, PersonalRule, Status
from comments.moderation import Reason
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import PASSWORD, a_comment, about, ago, an_article, from_now, staff

QUEUE = "/admin/comments/comment/"


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


@pytest.fixture
def waiting(article):
    ravi = Commenter.objects.create(email="ravi@example.org")
    return a_comment(article, Status.PENDING, commenter=ravi)


def press(desk, name, comment, **beside):
    fields = about(name, comment) | {
        f"{field}-{comment.pk}": said for field, said in beside.items()
    }
    answer = desk.post(QUEUE, fields, headers={"Accept": "application/json"})
    comment.refresh_from_db()
    return answer.json()["outcomes"][0]


def test_what_is_public_is_taken_down_and_what_is_not_is_refused(desk, article):
    public, other = a_comment(article), a_comment(article, Status.PENDING)
    page = desk.get(QUEUE, {"state": "all"}).content.decode()
    assert f"remove:{public.pk}:" in page
    assert f"reject:{public.pk}:" not in page
    assert f"reject:{other.pk}:" in page
    assert f"remove:{other.pk}:" not in page
    assert press(desk, "remove", public, reason="abuse")["undo"]
    assert (public.status, public.reason_code) == (Status.REMOVED, Reason.ABUSE)


def test_whatever_is_against_the_law_needs_the_law(desk, article):
    comment = a_comment(article)
    said = press(desk, "remove", comment, reason="illegal")
    assert said["result"] == "needs_words"
    assert comment.status == Status.APPROVED
    press(desk, "remove", comment, reason="illegal", words="§ 185 StGB")
    assert comment.status == Status.REMOVED
    assert str(comment.reason_in_words) == "Illegal content. § 185 StGB"


def test_an_answer_of_the_newsroom_publishes_what_it_answers(desk, waiting, mo):
    said = press(desk, "answer", waiting, words="We have asked the mayor; *see today's story*.")
    assert said["result"] == "done"
    assert waiting.status == Status.APPROVED
    answer = Comment.objects.get(parent=waiting)
    assert (answer.author, answer.name, answer.status) == (mo, "Mo", Status.APPROVED)
    assert "<em>" in answer.body


def test_the_same_is_answered_to_two_people(desk, article):
    some = [a_comment(article), a_comment(article)]
    for comment in some:
        told = press(desk, "answer", comment, words="Thank you.")
        assert (told["result"], told["message"]) == ("done", "Reply to Ravi: approved.")
    answers = [Comment.objects.get(parent=comment) for comment in some]
    assert [answer.status for answer in answers] == [Status.APPROVED] * 2


def test_an_answer_that_the_rules_would_hold_is_public(desk, article, mo):
    comment = a_comment(article)
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    assert press(desk, "answer", comment, words=links)["result"] == "done"
    answer = Comment.objects.get(parent=comment)
    assert answer.status == Status.APPROVED
    assert answer.decisions.by_people().get().by == mo


def test_an_answer_that_is_sent_twice_is_one(desk, article):
    comment = a_comment(article)
    for _ in range(2):
        assert press(desk, "answer", comment, words="Thank you.")["result"] == "done"
    assert Comment.objects.filter(parent=comment).count() == 1


def test_nothing_is_answered_to_other_words_than_were_read(desk, waiting):
    button = about("answer", waiting)
    Comment.objects.filter(pk=waiting.pk).update(text="Buy watches.")
    fields = button | {f"words-{waiting.pk}": "Thank you!"}
    said = desk.post(QUEUE, fields, headers={"Accept": "application/json"}).json()["outcomes"][0]
    assert said["result"] == "changed"
    assert not Comment.objects.filter(parent=waiting).exists()


@pytest.mark.parametrize("name", ["answer", "note"])
def test_an_empty_answer_or_note_is_none(desk, waiting, name):
    assert press(desk, name, waiting, words="  ")["result"] == "needs_words"
    assert Comment.objects.count() == 1
    assert not Note.objects.exists()


@pytest.mark.parametrize(("name", "most"), [("answer", 5000), ("note", 1000), ("ban", 1000)])
def test_words_that_are_too_many_are_given_back_whole(desk, waiting, name, most):
    words = "One word, and more. ".ljust(most, "x") + "."
    said = press(desk, name, waiting, words=words)
    assert (said["result"], str(most) in said["message"]) == ("needs_words", True)
    for address, field in (
        (QUEUE, f"words-{waiting.pk}"),
        (f"{QUEUE}{waiting.pk}/decide/", "words"),
    ):
        answer = desk.post(address, about(name, waiting) | {field: words})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Note.objects.exists()
    assert not PersonalRule.objects.exists()
    assert press(desk, name, waiting, words=words[:-1])["result"] == "done"


@pytest.mark.both_databases
def test_who_has_a_long_name_answers_with_as_much_of_it_as_fits(desk, waiting, mo):
    mo.first_name, mo.last_name = "Marie" * 10, "Curie" * 10
    mo.save()
    assert press(desk, "answer", waiting, words="Thank you.")["result"] == "done"
    assert Comment.objects.get(parent=waiting).name == mo.get_full_name()[:60]


def test_a_note_is_for_moderators_and_goes_with_the_comment(desk, waiting, reader):
    press(desk, "note", waiting, words="Wrote the same to <the mayor>.")
    page = desk.get(QUEUE).content.decode()
    assert "Wrote the same to &lt;the mayor&gt;." in page
    waiting.approve(by=None)
    assert "Wrote the same" not in reader.get(waiting.article.get_absolute_url())
    waiting.delete_by_writer()
    assert not Note.objects.exists()


@pytest.mark.parametrize("days", ["x", "1w", "-3", "0", "3651", "00001999999", "9" * 5000])
def test_nobody_is_banned_for_days_that_are_none(desk, waiting, days):
    said = press(desk, "ban", waiting, words="Insults.", days=days)
    assert said["result"] == "needs_words"
    assert said["message"]
    assert not PersonalRule.objects.exists()


@pytest.mark.parametrize(("days", "ends"), [("7", True), ("3650", True), ("", False)])
def test_a_person_is_banned_from_their_own_comment(desk, waiting, mo, days, ends):
    press(desk, "ban", waiting, words="Insults.", days=days)
    rule = PersonalRule.objects.get()
    assert (rule.kind, rule.note, rule.by, bool(rule.until)) == ("ban", "Insults.", mo, ends)
    assert "banned: comments are rejected" in desk.get(QUEUE).content.decode()
    assert press(desk, "lift", waiting)["result"] == "done"
    assert press(desk, "lift", waiting)["result"] == "already"


def test_nobody_is_banned_by_what_somebody_typed(desk, article):
    comment = a_comment(article, Status.PENDING, email="zoe@example.org")
    assert f"ban:{comment.pk}:" not in desk.get(QUEUE).content.decode()
    assert press(desk, "ban", comment)["result"] == "not_yours"
    assert not PersonalRule.objects.exists()


def test_what_was_published_at_once_waits_to_be_read(desk, article):
    assert "state=unread" not in desk.get(QUEUE).content.decode()
    Masthead.objects.update(moderation=Mode.LATER)
    comment = a_comment(article)
    assert comment.reason_code == Reason.READ_LATER
    tab = {"state": "unread"}
    assert comment.text in desk.get(QUEUE, tab).content.decode()
    press(desk, "keep", comment)
    assert comment.status == Status.APPROVED
    assert comment.text not in desk.get(QUEUE, tab).content.decode()
    assert Decision.objects.get(way="desk").reason_code == Reason.KEPT


@pytest.mark.parametrize("act", ["keep", "pick"])
def test_nothing_stands_or_is_picked_for_words_that_nobody_saw(desk, article, act):
    """A28"""
    Masthead.objects.update(moderation=Mode.LATER)
    comment = a_comment(article)
    seen = about(act, comment)
    comment.edit("Other words, taken by the rules alone")
    outcome = desk.post(QUEUE, seen, headers={"Accept": "application/json"}).json()["outcomes"][0]
    assert outcome["result"] == "changed"
    comment.refresh_from_db()
    assert comment.reason_code == Reason.READ_LATER
    assert comment.featured_at is None
    assert press(desk, act, comment)["result"] == "done"


def test_a_note_may_be_kept_about_an_appeal_against_ones_own_decision(desk, article, mo):
    staff("Kai", "Moderators")
    comment = a_comment(article, Status.REJECTED, by=mo)
    Notice(comment=comment, kind=Notice.Kind.APPEAL, words="Why?").submit()
    assert press(desk, "note", comment, words="I was too quick here.")["result"] == "done"
    for name in ("approve", "answer"):
        assert press(desk, name, comment, words="Welcome back.")["result"] == "not_yours"
    assert comment.status == Status.REJECTED


# -- two at the desk


def claim(client, comment):
    return client.post(f"{QUEUE}claim/", {"comment": comment.pk}).json()["claims"]


def test_the_other_sees_who_has_a_comment_in_hand_for_two_minutes(desk, waiting):
    zoe = Client()
    zoe.force_login(staff("Zoe", "Moderators"))
    assert claim(desk, waiting) == {}
    assert claim(zoe, waiting) == {str(waiting.pk): "Mo is looking at this."}
    assert "Mo is looking at this." in zoe.get(QUEUE).content.decode()
    assert "is looking at this." not in desk.get(QUEUE).content.decode()
    with time_machine.travel(from_now(minutes=3)):
        assert "is looking at this." not in zoe.get(QUEUE).content.decode()
        assert claim(zoe, waiting) == {}
        assert Claim.objects.get().by.username == "zoe"


def test_who_goes_on_lets_go(desk, waiting):
    zoe = Client()
    zoe.force_login(staff("Zoe", "Moderators"))
    other = a_comment(waiting.article, Status.PENDING)
    claim(desk, waiting)
    claim(desk, other)
    assert list(claim(zoe, waiting)) == [str(other.pk)]


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "0", "-1"])
def test_nothing_else_can_be_claimed(desk, number):
    assert desk.post(f"{QUEUE}claim/", {"comment": number}).json() == {"claims": {}}
    assert desk.get(f"{QUEUE}claim/").status_code == 405


def test_only_who_decides_claims(client, ida, waiting):
    client.force_login(ida)
    assert client.post(f"{QUEUE}claim/", {"comment": waiting.pk}).status_code == 403
    assert not Claim.objects.exists()


# -- less than all


def test_the_queue_can_be_narrowed(desk, waiting):
    old = an_article(about=["football"])
    late = a_comment(old, Status.PENDING, text="An old one.", created_at=ago(hours=30))
    football = Topic.objects.get(name="Football").pk
    Comment.objects.filter(pk=late.pk).update(reason_code=Reason.LINKS)
    for narrowed, found, left_out in [
        ({"topic": football}, late, waiting),
        ({"age": "24"}, late, waiting),
        ({"reason": "links"}, late, waiting),
        ({"article": old.pk}, late, waiting),
        ({"commenter": waiting.commenter_id}, waiting, late),
    ]:
        page = desk.get(QUEUE, narrowed).content.decode()
        assert found.text in page, narrowed
        assert left_out.text not in page, narrowed


@pytest.mark.parametrize("name", ["topic", "age", "reason", "article", "commenter"])
@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "0", "1)--"])
def test_nonsense_narrows_to_nothing_or_not_at_all(desk, waiting, name, value):
    assert desk.get(QUEUE, {name: value}).status_code in (200, 302)
