"""E-mails to commenters and moderators: who gets which, what it says, how to get no more.

Of commenters only confirmed addresses get any, but for what anybody can have sent by typing an
address (the question what its owner wrote, the answer to a report): of that an address that nobody
confirmed gets one a day, see DailyEmail.
"""

from comments.notifications.notification_mailer import NotificationMailer
from comments.notifications.recipients import (
    answer,
    ask_to_confirm,
    last_question_about,
    plan,
    send_access,
    tell,
    tell_moderators,
)
from comments.notifications.unsubscribe import Unsubscription, unsubscription_of

__all__ = [
    "NotificationMailer",
    "Unsubscription",
    "answer",
    "ask_to_confirm",
    "last_question_about",
    "plan",
    "send_access",
    "tell",
    "tell_moderators",
    "unsubscription_of",
]
