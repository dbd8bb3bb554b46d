"""What came of what moderators did, as they are told."""

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
    """What came of a button: `message` is for the moderator, `decision` is in the log."""

    result: Result
    message: str
    decision: Decision | None = None
    comment: Comment | None = None

    @property
    def move(self) -> Decision | None:
        """The decision, if it can be taken back: what moved nothing, like a pick, cannot."""
        moved = self.decision and self.decision.from_status != self.decision.to_status
        return self.decision if moved else None


class Summary(NamedTuple):
    """What came of one button, whatever number of comments it was about."""

    result: Result
    message: str
    undo: str  # the button that takes it back; empty if nothing can be


def together(outcomes: list[Outcome]) -> Summary:
    """What came of all of them: what went wrong first, for that is what one has to know."""
    worst = min(outcomes, key=lambda one: WORST_FIRST.index(one.result))
    decisions = ",".join(str(one.move.pk) for one in outcomes if one.move)
    message = worst.message
    done = sum(one.result == Result.DONE for one in outcomes)
    if done > 1:
        more = ngettext("%(said)s (%(number)d identical)", "%(said)s (%(number)d identical)", done)
        message = more % {"said": message, "number": done}
    return Summary(worst.result, message, f"undo:{decisions}" if decisions else "")
