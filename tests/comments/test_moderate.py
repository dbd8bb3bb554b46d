"""The command line decides as the desk does: same verbs, same log, same limits."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from comments.models import (
    Comment,
    Commenter,
    Decision,
    ModeratorScope,
    Notice,
    PersonalRule,
    Status,
    Way,
)
from tests.cast import a_comment, a_topic, an_article, staff


@pytest.fixture
def moderate(capsys):
    def run(*words):
        call_command("moderate", *map(str, words))
        return capsys.readouterr().out

    return run


@pytest.fixture
def waiting(article):
    return a_comment(article, Status.PENDING, text="Only the gulls know.")


def test_it_lists_what_waits_and_other_states(moderate, article, waiting):
    a_comment(article, text="Public already.")
    listed = moderate("list")
    assert str(waiting.pk) in listed
    assert "Ravi: Only the gulls know." in listed
    assert article.headline in listed
    assert "Public already." not in listed
    assert "Public already." in moderate("list", "--state", "approved")


@pytest.mark.parametrize(
    ("act", "state"),
    [("approve", Status.APPROVED), ("reject", Status.REJECTED), ("spam", Status.SPAM)],
)
def test_it_decides_and_the_log_says_who(moderate, waiting, mo, act, state):
    said = moderate(act, waiting.pk, "--by", "mo", "--reason", "offtopic")
    assert f"pending → {state}" in said
    decision = Decision.objects.get()
    assert (decision.by, decision.way, decision.reason_code) == (
        *(mo, Way.DESK),
        "offtopic" if act == "reject" else "",
    )
    assert "→ pending" in moderate("undo", waiting.pk, "--by", "mo")
    assert Comment.objects.waiting().get() == waiting


def test_who_moderates_some_topics_lists_what_is_theirs(moderate, waiting):
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    hers = a_comment(an_article(about=["harbour"]), Status.PENDING, text="Quay words.")
    listed = moderate("list", "--by", "tess")
    assert hers.text in listed
    assert waiting.text not in listed
    everything = moderate("list")
    assert hers.text in everything
    assert waiting.text in everything
    with pytest.raises(CommandError, match="--by needs"):
        moderate("list", "--by", "nobody")


@pytest.mark.parametrize(
    ("act", "state"), [("reject", Status.PENDING), ("remove", Status.APPROVED)]
)
def test_whatever_is_against_the_law_needs_the_law_here_too(moderate, article, mo, act, state):
    comment = a_comment(article, state)
    illegal = (act, comment.pk, "--by", "mo", "--reason", "illegal")
    with pytest.raises(CommandError, match="Not changed"):
        moderate(*illegal)
    assert not Decision.objects.by_people().exclude(by=None).exists()
    moderate(*illegal, "--words", "§ 185 StGB")
    comment.refresh_from_db()
    assert comment.status != state
    assert str(comment.reason_in_words) == "Illegal content. § 185 StGB"


def test_what_is_not_done_is_told_as_at_the_desk(waiting, mo, capsys):
    with pytest.raises(CommandError, match="Not changed"):
        call_command("moderate", "reject", str(waiting.pk), "--by", "mo", "--reason", "illegal")
    assert "Please write which law it breaks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("act", "words"),
    [("accept_edit", "Only the gulls know it."), ("reject_edit", "Only the gulls know.")],
)
def test_an_edit_that_waits_is_taken_or_not(moderate, article, mo, act, words):
    comment = a_comment(article, text="Only the gulls know.")
    comment.edit("Only the gulls know it.")
    assert comment.open_edit
    moderate(act, comment.pk, "--by", "mo")
    comment.refresh_from_db()
    assert comment.text == words
    assert not comment.open_edit
    assert Decision.objects.by_people().latest("pk").by == mo
    with pytest.raises(CommandError, match="Not changed"):
        moderate(act, comment.pk, "--by", "mo")


def test_a_pick_is_undone_like_any_other_act(moderate, waiting, mo):
    """M36"""
    by = ("--by", "mo")
    moderate("approve", waiting.pk, *by)
    moderate("pick", waiting.pk, *by)
    assert "Undone" in moderate("undo", waiting.pk, *by)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.featured_at) == (Status.APPROVED, None)


def test_an_undo_is_not_undone(moderate, waiting, mo):
    moderate("approve", waiting.pk, "--by", "mo")
    moderate("undo", waiting.pk, "--by", "mo")
    with pytest.raises(CommandError, match="Not changed"):
        moderate("undo", waiting.pk, "--by", "mo")
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


@pytest.mark.parametrize("days", ["1w", "-3", "0", "3651", "00001999999", "9" * 5000])
def test_a_rule_needs_a_number_of_days(moderate, article, mo, days):
    ravi = Commenter.objects.create(email="ravi@example.org")
    comment = a_comment(article, commenter=ravi)
    with pytest.raises(CommandError, match="--days"):
        moderate("ban", comment.pk, "--by", "mo", f"--days={days}")
    assert not PersonalRule.objects.exists()
    moderate("ban", comment.pk, "--by", "mo")
    assert PersonalRule.objects.get().until is None


def test_all_that_the_desk_can_do_beside_deciding(moderate, article, mo):
    ravi = Commenter.objects.create(email="ravi@example.org")
    comment = a_comment(article, commenter=ravi)
    by = ("--by", "mo")
    moderate("pick", comment.pk, *by)
    moderate("note", comment.pk, *by, "--words", "Keep an eye on it.")
    moderate("answer", comment.pk, *by, "--words", "Thank you.")
    moderate("ban", comment.pk, *by, "--words", "Insults.", "--days", "7")
    assert comment.notes.get().text == "Keep an eye on it."
    assert comment.replies.get().author == mo
    assert (ravi.rule_in_force().kind, ravi.rule_in_force().note) == ("ban", "Insults.")
    moderate("lift", comment.pk, *by)
    assert ravi.rule_in_force() is None
    assert "approved → removed" in moderate("remove", comment.pk, *by, "--reason", "abuse")
    with pytest.raises(CommandError, match="Not changed"):
        moderate("lift", comment.pk, *by)


def test_what_does_not_change_anything_is_said(moderate, waiting, mo):
    moderate("approve", waiting.pk, "--by", "mo")
    with pytest.raises(CommandError, match=f"Not changed: {waiting.pk}, 999"):
        moderate("approve", waiting.pk, 999, "--by", "mo")
    with pytest.raises(CommandError, match="Say which"):
        moderate("approve", "--by", "mo")


@pytest.mark.parametrize("login", ["ida", "nobody"])
def test_only_for_somebody_who_may_moderate(moderate, waiting, mo, ida, login):
    with pytest.raises(CommandError, match="--by needs"):
        moderate("approve", waiting.pk, "--by", login)
    with pytest.raises(CommandError, match="--by needs"):
        moderate("approve", waiting.pk)
    assert Comment.objects.waiting().exists()


def test_nor_for_who_may_not_enter_the_desk(moderate, waiting, mo):
    User.objects.update(is_staff=False)
    with pytest.raises(CommandError, match="--by needs"):
        moderate("approve", waiting.pk, "--by", "mo")
    User.objects.update(is_staff=True)
    moderate("approve", waiting.pk, "--by", "mo")


def test_an_appeal_is_for_another_here_too(moderate, waiting, mo, boss):
    moderate("reject", waiting.pk, "--by", "mo")
    Notice(comment=Comment.objects.get(), kind="appeal", words="Why?").submit()
    with pytest.raises(CommandError, match="Not changed"):
        moderate("approve", waiting.pk, "--by", "mo")
    moderate("note", waiting.pk, "--by", "mo", "--words", "I was too quick here.")
    assert waiting.notes.get().by == mo
    moderate("approve", waiting.pk, "--by", "boss")
    assert Comment.objects.get().is_public


def test_a_reason_is_one_of_those_that_the_desk_offers(waiting, mo, capsys):
    """K15g"""
    with pytest.raises(CommandError, match="Not changed"):
        call_command("moderate", "reject", str(waiting.pk), "--by", "mo", "--reason", "withdrawn")
    assert "Please choose one of the reasons: offtopic, abuse" in capsys.readouterr().out
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def test_only_what_is_public_is_removed(waiting, mo, capsys):
    """K15g: what waits is rejected; the desk does not offer anything else."""
    with pytest.raises(CommandError, match="Not changed"):
        call_command("moderate", "remove", str(waiting.pk), "--by", "mo")
    assert "is not possible here" in capsys.readouterr().out
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def test_a_legal_ground_that_is_too_long_is_refused_and_never_cut(moderate, waiting, mo, capsys):
    law = ("reject", str(waiting.pk), "--by", "mo", "--reason", "illegal", "--words")
    with pytest.raises(CommandError, match="Not changed"):
        call_command("moderate", *law, "§" * 201)
    assert "200" in capsys.readouterr().out
    moderate(*law, "§" * 200)
    waiting.refresh_from_db()
    assert waiting.reason == ("illegal", "§" * 200)
