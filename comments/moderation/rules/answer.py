"""What a rule is told, and what it says."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from comments.status import Status


@dataclass(frozen=True)
class Submission:
    """How a comment was written: what it took, whether a hidden field was filled in, whether it
    came among too many others, and from which network (empty: not known)."""

    took: timedelta | None = None
    honeypot: bool = False
    flood: bool = False
    network: str = ""


NOTHING_KNOWN = Submission()


class Answer(NamedTuple):
    status: Status
    reason: str  # a Reason, or words of the owner's own rule
    weight: int  # 1 to 100: how much it takes to be decided otherwise
