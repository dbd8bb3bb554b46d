"""From a letter that is written down to one that is sent, whatever the mail server does.

The mail server decides how it goes on (RFC 5321, 4.2.1): what it may take later is tried again;
what it will never take, of this letter, is given up; and where it takes nothing at all, at its
greeting or at our login, all mail waits and no letter is counted as tried.
"""

import logging
import smtplib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments import tasks
from comments.models import DailyEmail, Following, ModeratorSubscription, Notification
from comments.notifications.messages import answer_key, answered, compose
from newsroom import logs
from newsroom.work.pauses import Unreachable

PUT_OFF_FOR = timedelta(days=3)  # of what would be a second e-mail on one day
logger = logging.getLogger(__name__)

ABOUT_THIS_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def write(kind, *, key, to, after=None, **about):
    """Write a letter down, to be sent at once or `after` a moment (aware datetime).

    Does nothing if that letter, by its kind and key, was written before.
    """
    about |= {"kind": kind, "to": to, "next_try_at": after or timezone.now()}
    Notification.objects.get_or_create(key=f"{kind}:{key}", defaults=about)


def send(notification):
    """Send a letter that we have a lease of, if what it says is still true."""
    begun = timezone.now()
    notices = answered(notification) if notification.kind == Notification.Kind.ANSWER else []
    message = compose(notification)
    if message is None:
        _drop(notification)
    elif not DailyEmail.lets_go(notification):
        _put_off(notification)
    elif _delivered(notification, message):
        _sent(notification, begun, notices)


def _delivered(notification, message) -> bool:
    try:
        message.send()
    except ABOUT_THIS_ONE as error:
        if not _is_final(error):
            raise
        logger.warning("Letter %d is refused for good: %s", notification.pk, logs.named(error))
        notification.fail(error, for_good=True)
        return False
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable from error
    return True


def _is_final(error) -> bool:
    """Whether the server will never take it, for anybody it is addressed to."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return error.smtp_code >= 500


@transaction.atomic
def _sent(notification, begun, notices):
    """Note that it went; what it told is what was true when it was `begun`."""
    notification.done(sent_at=timezone.now())
    _told_together(notification, notices)
    if notification.kind == Notification.Kind.DIGEST:
        Following.objects.filter(pk=notification.following_id).update(told_until=begun)
    if notification.kind == Notification.Kind.WAITING and not notification.comment_id:
        ModeratorSubscription.objects.filter(moderator=notification.moderator_id).update(
            told_at=begun
        )
        _plan_the_next(notification)


def _told_together(notification, notices):
    """Have no e-mail of its own follow about what this one told as well."""
    for notice in notices:
        about = {"kind": notification.kind, "to": notification.to, "notice": notice}
        Notification.objects.get_or_create(key=answer_key(notice), defaults=about)
    told = Notification.objects.filter(key__in=map(answer_key, notices), sent_at=None)
    told.update(sent_at=notification.sent_at, next_try_at=None)


def _put_off(notification):
    """Keep for tomorrow what somebody must not be sent today; for some days, then it is old."""
    now = timezone.now()
    if now - notification.written_at > PUT_OFF_FOR:
        _drop(notification)
    else:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        notification.put_off(midnight + timedelta(days=1))


@transaction.atomic
def _drop(notification):
    """Forget a letter that has nothing to say any more; a moderator's next one may have."""
    notification.settle(next_try_at=None)
    notification.delete()
    if notification.kind == Notification.Kind.WAITING and not notification.comment_id:
        _plan_the_next(notification)


def _plan_the_next(notification):
    for digest in ModeratorSubscription.objects.filter(moderator=notification.moderator_id):
        tasks.plan_moderator_digest.plan(digest.pk)
