"""From an e-mail that is written down to one that is sent, whatever the mail server does.

The mail server decides how it goes on (RFC 5321, 4.2.1): what it may take later is tried again;
what it will never take, of this e-mail, is given up; and where it takes nothing at all, at its
greeting or at our login, all mail waits and no e-mail is counted as tried.
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

PUT_OFF_FOR = timedelta(days=3)  # of what would be a second e-mail on one day
ABOUT_THIS_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)

logger = logging.getLogger(__name__)


class Mailer:
    """Sends the e-mails of one table; a subclass names it, and says what is written there."""

    model: ClassVar[type[Email]]

    def __init_subclass__(cls):
        cls.model.mailer = cls()

    # -- for the subclass to say

    def content(self, email) -> Content | None:
        """Return the words of `email`; None if what it would say is no longer true."""
        raise NotImplementedError

    def may_go_today(self, email) -> bool:
        return True

    def note_sent(self, email, content: Content, begun: datetime):
        """Write down, in the transaction in which it counts as sent, what it told."""

    def note_dropped(self, email):
        """Write down what follows from an e-mail that had nothing to say any more."""

    # -- what is the same for all

    def compose(self, email):
        """Return content and message of `email`, or None twice."""
        masthead = Masthead.current()
        with translation.override(masthead.language):
            content = self.content(email) if email.to else None
            return (content, message_of(email, content, masthead)) if content else (None, None)

    def send(self, email):
        """Send an e-mail that we have a lease of, if what it says is still true."""
        begun = timezone.now()
        content, message = self.compose(email)
        if content is None:
            self._drop(email)
        elif not self.may_go_today(email):
            self._put_off(email)
        elif _delivered(email, message):
            self._sent(email, content, begun)

    @transaction.atomic
    def _sent(self, email, content, begun):
        email.done(sent_at=timezone.now())
        self.note_sent(email, content, begun)

    def _put_off(self, email):
        """Keep for tomorrow what somebody must not be sent today; for some days, then it is old."""
        now = timezone.now()
        if now - email.written_at > PUT_OFF_FOR:
            self._drop(email)
        else:
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            email.put_off(midnight + timedelta(days=1))

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
    """Return whether the server will never take it, for anybody it is addressed to."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return error.smtp_code >= 500
