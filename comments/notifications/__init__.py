"""E-mails to commenters and moderators: recipients, content, unsubscription.

Only confirmed addresses get e-mails, with two exceptions that anybody can trigger by typing an
address (the confirmation, the answer to a report): of these an unconfirmed address gets one a day,
see DailyEmail.
"""

from comments.notifications.notification_mailer import NotificationMailer
from comments.notifications.recipients import (
    answer,
    ask_for_confirmation,
    ask_to_confirm,
    last_question_about,
    plan,
    send_access,
    tell,
    tell_about_an_edit,
    tell_moderators,
)
from comments.notifications.unsubscribe import Unsubscription, unsubscription_of

__all__ = [
    "NotificationMailer",
    "Unsubscription",
    "answer",
    "ask_for_confirmation",
    "ask_to_confirm",
    "last_question_about",
    "plan",
    "send_access",
    "tell",
    "tell_about_an_edit",
    "tell_moderators",
    "unsubscription_of",
]
