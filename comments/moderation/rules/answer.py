from typing import NamedTuple

from comments.status import Status


class Answer(NamedTuple):
    status: Status
    reason: str  # a Reason, or words of the owner's own rule
    weight: int  # 1 to 100: how much it takes to be decided otherwise
