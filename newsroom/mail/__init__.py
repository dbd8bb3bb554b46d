"""The outbox: e-mails that are due, and their sending.

Each app has a table, a subclass of `Email`, whose rows have receiver, time and subject; and a
`Mailer`, which composes the text at the moment of sending, from the current state. The loop does
the rest (newsroom/work).
"""

from newsroom.mail.content import Content, Quote
from newsroom.mail.email import Email
from newsroom.mail.mailer import Mailer

__all__ = ["Content", "Email", "Mailer", "Quote"]
