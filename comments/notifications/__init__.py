"""Letters to commenters and moderators: who gets which, what it says, how to get no more.

Of commenters only confirmed addresses get any, but for what anybody can have sent by typing an
address (the question what its owner wrote, the answer to a report): of that an address that nobody
confirmed gets one a day, see DailyEmail. What a letter says is put together when it is sent, from
what is true then.
"""

from comments.notifications.messages import compose
from comments.notifications.recipients import (
    answer,
    ask_for_proof,
    plan,
    question_about,
    send_access,
    tell,
    tell_moderators,
)
from comments.notifications.sending import send
from comments.notifications.unsubscribe import Unsubscription, unsubscription_of

__all__ = [
    "Unsubscription",
    "answer",
    "ask_for_proof",
    "compose",
    "plan",
    "question_about",
    "send",
    "send_access",
    "tell",
    "tell_moderators",
    "unsubscription_of",
]
