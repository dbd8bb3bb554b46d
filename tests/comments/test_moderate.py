"""The command line decides as the desk does: same verbs, same log, same limits."""

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment, Commenter, Decision, Notice, Status, Way
from tests.cast import a_comment


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
    [("approve", Status.APPROVED), ("refuse", Status.REJECTED), ("spam", Status.SPAM)],
)
def test_it_decides_and_the_log_says_who(moderate, waiting, mo, act, state):
    said = moderate(act, waiting.pk, "--by", "mo", "--reason", "Off topic.")
    assert f"pending → {state}" in said
    decision = Decision.objects.get()
    assert (decision.by, decision.way, decision.reason) == (mo, Way.DESK, "Off topic.")
    assert "→ pending" in moderate("undo", waiting.pk, "--by", "mo")
    assert Comment.objects.waiting().get() == waiting


def test_all_that_the_desk_can_do_beside_deciding(moderate, article, mo):
    ravi = Commenter.objects.create(email="ravi@example.org")
    comment = a_comment(article, commenter=ravi)
    by = ("--by", "mo")
    moderate("feature", comment.pk, *by)
    moderate("note", comment.pk, *by, "--words", "Keep an eye on it.")
    moderate("answer", comment.pk, *by, "--words", "Thank you.")
    moderate("ban", comment.pk, *by, "--words", "Insults.", "--days", "7")
    assert comment.notes.get().text == "Keep an eye on it."
    assert comment.replies.get().author == mo
    assert (ravi.rule_in_force().kind, ravi.rule_in_force().note) == ("ban", "Insults.")
    moderate("lift", comment.pk, *by)
    assert ravi.rule_in_force() is None
    assert "approved → removed" in moderate("remove", comment.pk, *by, "--reason", "Enough.")
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


def test_an_appeal_is_for_another_here_too(moderate, waiting, mo, boss):
    moderate("refuse", waiting.pk, "--by", "mo")
    Notice(comment=Comment.objects.get(), kind="appeal", words="Why?").submit()
    with pytest.raises(CommandError, match="Not changed"):
        moderate("approve", waiting.pk, "--by", "mo")
    moderate("approve", waiting.pk, "--by", "boss")
    assert Comment.objects.get().is_public
