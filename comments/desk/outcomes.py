"""The outcomes of acts, as messages to moderators."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import ngettext

from comments.models import Comment, Decision


class Result(TextChoices):
    DONE = "done"
    ALREADY = "already"  # somebody was faster, and decided the same
    CHANGED = "changed"  # the words are others by now
    NOT_YOURS = "not_yours"  # an appeal against one's own decision
    NEEDS_WORDS = "needs_words"  # a legal ground, or an answer, is missing
    GONE = "gone"
    IMPOSSIBLE = "impossible"  # in the state that it is in


WORST_FIRST = [
    Result.NEEDS_WORDS,
    Result.CHANGED,
    Result.NOT_YOURS,
    Result.GONE,
    Result.IMPOSSIBLE,
    Result.ALREADY,
    Result.DONE,
]


class Outcome(NamedTuple):
    """The outcome of an act: `message` is for the moderator, `decision` is in the log."""

    result: Result
    message: str
    decision: Decision | None = None
    comment: Comment | None = None

    @property
    def undoable(self) -> Decision | None:
        """Return the decision if it can be undone."""
        return self.decision if self.decision and self.decision.is_undoable else None


class Summary(NamedTuple):
    """The summary of one button's outcomes."""

    result: Result
    message: str
    undo: str  # the button that takes it back; empty if nothing can be


def together(outcomes: list[Outcome]) -> Summary:
    """Return the summary of all outcomes, failures first."""
    worst = min(outcomes, key=lambda outcome: WORST_FIRST.index(outcome.result))
    decisions = ",".join(str(outcome.undoable.pk) for outcome in outcomes if outcome.undoable)
    message = worst.message
    done = sum(outcome.result == Result.DONE for outcome in outcomes)
    if done > 1:
        more = ngettext("%(said)s (%(number)d identical)", "%(said)s (%(number)d identical)", done)
        message = more % {"said": message, "number": done}
    return Summary(worst.result, message, f"undo:{decisions}" if decisions else "")


def undo_tag(button: str) -> str:
    """Return the tag of a message that offers the button `undo:1,2`; "" without one."""
    return button.replace(":", "-").replace(",", "-")


def undo_button(tags: str) -> str:
    """Return the button of a message with these tags; "" if it offers none."""
    tag = next((each for each in tags.split() if each.startswith("undo-")), "")
    name, _dash, numbers = tag.partition("-")
    return f"{name}:{numbers.replace('-', ',')}" if tag else ""
