"""What becomes of a comment before anybody has read it, and why."""

from typing import NamedTuple

from comments.moderation.reasons import Reason, in_words
from comments.moderation.rules import HOUSE_RULES, NOTHING_KNOWN, Circumstances
from comments.status import Status

__all__ = [
    "HOUSE_RULES",
    "NOTHING_KNOWN",
    "Circumstances",
    "Reason",
    "Verdict",
    "in_words",
    "verdict",
]


class Verdict(NamedTuple):
    status: Status
    reason: Reason
    reasons: list[Reason]  # of all rules that had something to say, in their order


def verdict(comment, how: Circumstances) -> Verdict:
    """The state that the house rules give to a comment: the first that answers decides.

    The others are asked as well, for a moderator wants to know all that was noticed.
    """
    answers = [answer for rule in HOUSE_RULES if (answer := rule(comment, how))]
    status, reason = answers[0]
    return Verdict(status, reason, [reason for _status, reason in answers])
