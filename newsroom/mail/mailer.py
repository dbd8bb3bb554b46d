"""The sending of stored e-mails, with every answer of the mail server.

The answer decides (RFC 5321, 4.2.1): a temporary failure is tried again; a permanent failure of
this e-mail gives it up; a failure of the greeting or the login pauses all mail, without counting a
try.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils import timezone, translation

from newsroom import logs
from newsroom.mail.content import Content
from newsroom.mail.email import Email
from newsroom.mail.message import message_of
from newsroom.site.masthead import Masthead
from newsroom.work.pauses import Unreachable

PUT_OFF_FOR = timedelta(days=3)  # of what may not be sent yet
ABOUT_THIS_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)

logger = logging.getLogger(__name__)


class Mailer:
    """The sender of one table's e-mails; a subclass names the table and composes the content."""

    model: ClassVar[type[Email]]

    def __init_subclass__(cls):
        cls.model.mailer = cls()

    # -- for the subclass to say

    def content(self, email) -> Content | None:
        """Return the content of `email`; None if it is not true any more."""
        raise NotImplementedError

    def waits_until(self, email) -> datetime | None:
        """Return when to try again what may not be sent now; None if it may."""
        return None

    def note_sent(self, email, content: Content, begun: datetime):
        """Store the told content, in the transaction that marks it as sent."""

    def note_dropped(self, email):
        """Store the consequence of an e-mail without content."""

    # -- what is the same for all

    def compose(self, email):
        """Return content and message of `email`, or (None, None)."""
        masthead = Masthead.current()
        with translation.override(masthead.language):
            content = self.content(email) if email.to else None
            return (content, message_of(email, content, masthead)) if content else (None, None)

    def send(self, email):
        """Send a leased e-mail, if its content is still true."""
        begun = timezone.now()
        content, message = self.compose(email)
        if content is None:
            self._drop(email)
        elif until := self.waits_until(email):
            self._put_off(email, until)
        elif _delivered(email, message):
            self._sent(email, content, begun)

    @transaction.atomic
    def _sent(self, email, content, begun):
        email.done(sent_at=timezone.now())
        self.note_sent(email, content, begun)

    def _put_off(self, email, until):
        """Postpone an e-mail that may not be sent yet; after some days, drop it."""
        if timezone.now() - email.written_at > PUT_OFF_FOR:
            self._drop(email)
        else:
            email.put_off(until)

    @transaction.atomic
    def _drop(self, email):
        email.settle(next_try_at=None)
        email.delete()
        self.note_dropped(email)


def _delivered(email, message) -> bool:
    try:
        message.send()
    except ABOUT_THIS_ONE as error:
        if not _is_final(error):
            raise
        logger.warning("E-mail %d is refused for good: %s", email.pk, logs.named(error))
        email.fail(error, for_good=True)
        return False
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable from error
    return True


def _is_final(error) -> bool:
    """Return True for a permanent failure for all receivers."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return error.smtp_code >= 500
