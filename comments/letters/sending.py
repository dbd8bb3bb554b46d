"""From a letter that is written down to one that is sent, whatever the mail server does."""

import logging
import re
from datetime import timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments import tasks
from comments.letters.composing import answer_key, answered, compose
from comments.models import DailyEmail, Digest, Following, Letter

# After a failed try; after the last one a person has to look (the letters in the admin).
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 125, 625)]

PUT_OFF_FOR = timedelta(days=3)  # of what would be a second e-mail on one day
# What mail servers repeat when they refuse it; entered at its beginning only, so it is linear.
ADDRESS = re.compile(r"(?<![^\s<>'\"@])[^\s<>'\"@]++@[^\s<>'\"@]++")

logger = logging.getLogger(__name__)


@transaction.atomic
def write(kind, *, key, to, after=None, **about):
    """Write a letter down and have it sent, at once or `after` a moment (aware datetime).

    Does nothing if that letter, by its kind and key, was written before.
    """
    letter, is_new = Letter.objects.get_or_create(
        key=f"{kind}:{key}", defaults={"kind": kind, "to": to, **about}
    )
    if is_new:
        tasks.send.using(run_after=after).enqueue(letter.pk)


def send(letter):
    """Send it, if what it says is still true; after a failure, again after a longer pause."""
    if letter.sent_at or letter.given_up_at or not _claim(letter):
        return
    begun = timezone.now()
    notices = answered(letter) if letter.kind == Letter.Kind.ANSWER else []
    message = compose(letter)
    if message is None:
        _drop(letter)
    elif not DailyEmail.lets_go(letter):
        _put_off(letter)
    else:
        _send(letter, message, begun, notices)


def _send(letter, message, begun, notices):
    try:
        message.send()
    except (OSError, SMTPException) as error:
        code = getattr(error, "smtp_code", "")
        logger.warning("Letter %d could not be sent: %s %s", letter.pk, type(error).__name__, code)
        _failed(letter, error)
    else:
        _sent(letter, begun)
        _told_together(letter, notices)


def _told_together(letter, notices):
    """Have no e-mail of its own follow about what this one told as well."""
    for notice in notices:
        about = {"kind": letter.kind, "to": letter.to, "notice": notice}
        Letter.objects.get_or_create(key=answer_key(notice), defaults=about)
    keys = map(answer_key, notices)
    Letter.objects.filter(key__in=keys, sent_at=None).update(sent_at=letter.sent_at)


@transaction.atomic
def _put_off(letter):
    """Keep for tomorrow what somebody must not be sent today; for some days, then it is old."""
    letter.tries = 0
    letter.save(update_fields=["tries"])
    now = timezone.now()
    if now - letter.written_at > PUT_OFF_FOR:
        _drop(letter)
    else:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        tasks.send.using(run_after=midnight + timedelta(days=1)).enqueue(letter.pk)


@transaction.atomic
def send_again(letter):
    """Try anew to send a letter that was given up."""
    if Letter.objects.filter(pk=letter.pk, sent_at=None).update(tries=0, given_up_at=None):
        tasks.send.enqueue(letter.pk)


def _claim(letter) -> bool:
    """Count the try before it is made: of two workers with one letter, one has it."""
    mine = Letter.objects.filter(pk=letter.pk, tries=letter.tries, sent_at=None)
    claimed = bool(mine.update(tries=F("tries") + 1))
    letter.tries += claimed
    return claimed


@transaction.atomic
def _failed(letter, error):
    letter.error = ADDRESS.sub("…", str(error))[:200]
    if letter.tries > len(PAUSES):
        letter.given_up_at = timezone.now()
    else:
        pause = PAUSES[letter.tries - 1]
        tasks.send.using(run_after=timezone.now() + pause).enqueue(letter.pk)
    letter.save(update_fields=["error", "given_up_at"])


@transaction.atomic
def _sent(letter, begun):
    """Note that it went; what it told is what was true when it was `begun`."""
    letter.sent_at, letter.error = timezone.now(), ""
    letter.save(update_fields=["sent_at", "error"])
    if letter.kind == Letter.Kind.DIGEST:
        Following.objects.filter(pk=letter.following_id).update(told_until=begun)
    if letter.kind == Letter.Kind.WAITING and not letter.comment_id:
        Digest.objects.filter(moderator=letter.moderator_id).update(told_at=begun)
        _plan_the_next(letter)


@transaction.atomic
def _drop(letter):
    """Forget a letter that has nothing to say any more; a moderator's next one may have."""
    letter.delete()
    if letter.kind == Letter.Kind.WAITING and not letter.comment_id:
        _plan_the_next(letter)


def _plan_the_next(letter):
    for digest in Digest.objects.filter(moderator=letter.moderator_id):
        tasks.plan_digest.enqueue(digest.pk)
