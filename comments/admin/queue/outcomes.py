"""What came of what moderators did, as they are told."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import ngettext

from comments.models import Comment, Decision

UNDO = "undo"


class Result(TextChoices):
    DONE = "done"
    ALREADY = "already"  # somebody was faster, and decided the same
    CHANGED = "changed"  # the words are others by now
    NOT_YOURS = "not_yours"  # an appeal against one's own decision
    NEEDS_WORDS = "needs_words"  # a legal ground, or an answer, is missing
    GONE = "gone"


class Outcome(NamedTuple):
    """What came of a button: `said` is for the moderator, `decision` can be undone."""

    result: Result
    said: str
    decision: Decision | None = None
    comment: Comment | None = None


class Summary(NamedTuple):
    """What came of one button, whatever number of comments it was about."""

    result: Result
    said: str
    undo: str  # the button that takes it back; empty if nothing can be


def together(outcomes: list[Outcome]) -> Summary:
    """What came of all of them: what went wrong first, for that is what one has to know."""
    worst = next((one for one in outcomes if one.result != Result.DONE), outcomes[0])
    decisions = ",".join(str(one.decision.pk) for one in outcomes if one.decision)
    said = worst.said
    done = sum(one.result == Result.DONE for one in outcomes)
    if done > 1:
        more = ngettext("%(said)s (%(number)d alike)", "%(said)s (%(number)d alike)", done)
        said = more % {"said": said, "number": done}
    return Summary(worst.result, said, f"{UNDO}:{decisions}" if decisions else "")
