"""What becomes of a comment before anybody has read it, and why."""

from typing import NamedTuple

from comments.moderation.facts import UNKNOWN, Facts, Submission
from comments.moderation.reasons import Reason, in_full, in_words, kind_of
from comments.moderation.rules import HOUSE_RULES
from comments.status import Status

__all__ = [
    "HOUSE_RULES",
    "UNKNOWN",
    "Facts",
    "Reason",
    "Submission",
    "Verdict",
    "in_full",
    "in_words",
    "kind_of",
    "verdict",
]


class Verdict(NamedTuple):
    status: Status
    reason: str
    # Of all rules that had something to say, with their weights, the heaviest first.
    reasons: list[list]  # as they are stored: JSON knows no tuples


def verdict(facts: Facts) -> Verdict:
    """Return the state that the house rules give to a comment: the heaviest answer decides.

    All are asked, for a moderator wants to know all that was noticed.
    """
    answers = [answer for rule in HOUSE_RULES if (answer := rule(facts))]
    answers.sort(key=lambda answer: -answer.weight)  # those that weigh the same keep their order
    reasons = [[str(answer.reason), answer.weight] for answer in answers]
    return Verdict(answers[0].status, answers[0].reason, reasons)
