"""Moderation by rules: the status of a comment before anybody has read it."""

from typing import NamedTuple

from comments.moderation.facts import UNKNOWN, Facts, Submission
from comments.moderation.reasons import LONGEST, NO_REASON, Because, Reason, in_words
from comments.moderation.rules import HOUSE_RULES
from comments.status import Status
from newsroom.text.cutting import beginning

__all__ = [
    "HOUSE_RULES",
    "NO_REASON",
    "UNKNOWN",
    "Because",
    "Facts",
    "Reason",
    "Submission",
    "Verdict",
    "in_words",
    "verdict",
]


CODES = frozenset(Reason.values)
# What a writer may be able to word otherwise.
OF_WORDING = (Reason.HELD_WORD, Reason.FILTER)


class Verdict(NamedTuple):
    status: Status
    reason: Because
    # Of all rules that had something to say, with their weights, the heaviest first.
    reasons: list[list]  # as they are stored: JSON knows no tuples

    @property
    def holds_for_wording(self) -> bool:
        return self.status == Status.PENDING and self.reason.code in OF_WORDING


def verdict(facts: Facts) -> Verdict:
    """Return the status of the house rules: the heaviest answer decides.

    All rules are asked, for moderators see every answer.
    """
    answers = [answer for rule in HOUSE_RULES if (answer := rule(facts))]
    answers.sort(key=lambda answer: -answer.weight)  # those that weigh the same keep their order
    reasons = [[*_coded(answer.reason), answer.weight] for answer in answers]
    return Verdict(answers[0].status, _coded(answers[0].reason), reasons)


def _coded(reason: str) -> Because:
    """Return code and text of what a rule answered: the owner's own answers in words."""
    if reason in CODES:
        return Because(str(reason))
    return Because(Reason.CUSTOM_RULE.value, beginning(reason, LONGEST))
