"""Moderation by rules: the status of a comment before anybody has read it."""

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
    # The answers of all rules with their weights, the heaviest first.
    reasons: list[list]  # as they are stored: JSON knows no tuples


def verdict(facts: Facts) -> Verdict:
    """Return the status of the house rules: the heaviest answer decides.

    All rules are asked, for moderators see every answer.
    """
    answers = [answer for rule in HOUSE_RULES if (answer := rule(facts))]
    answers.sort(key=lambda answer: -answer.weight)  # those that weigh the same keep their order
    reasons = [[str(answer.reason), answer.weight] for answer in answers]
    return Verdict(answers[0].status, answers[0].reason, reasons)
