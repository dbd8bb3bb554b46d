"""E-mails that are due, and how they go out.

An app has a table of its own, of the kind of `Email`, whose rows say to whom, since when and about
which of its things; and a `Mailer`, which says what is written there, at the moment of sending,
from what is true then. The loop does the rest (newsroom/work).

django-post-office was looked at: it knows no lease, so a killed worker leaves its e-mails sending
for good, and it stores what is written, with addresses and all, when the e-mail is asked for.
"""

from newsroom.mail.content import Content
from newsroom.mail.email import Email
from newsroom.mail.mailer import Mailer

__all__ = ["Content", "Email", "Mailer"]
