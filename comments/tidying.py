"""What is removed when its time is over: nobody's data is kept because nobody looked."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import limits
from comments.models import Allowance, Comment, Letter, Notice
from comments.status import Status

UNPROVED_ADDRESS = timedelta(days=30)
SPAM = timedelta(days=90)
ADDRESS_OF_A_LETTER = timedelta(days=90)
CLOSED_NOTICE = timedelta(days=365)

A_BATCH = 500  # rows in one transaction: writers do not wait long for it


def addresses_nobody_proved(now):
    """Addresses that were typed with a comment, and never proved."""
    typed = Comment.objects.filter(commenter=None, created_at__lt=now - UNPROVED_ADDRESS)
    return _each(typed.exclude(email=""), lambda rows: rows.update(email=""))


def spam(now):
    """Spam; what was answered stays, for the replies below it."""
    answered = Comment.objects.filter(parent=OuterRef("pk"))
    old = Comment.objects.filter(status=Status.SPAM, created_at__lt=now - SPAM)
    return _each(old.exclude(Exists(answered)), lambda rows: rows.delete())


def notices(now):
    closed = Notice.objects.filter(closed_at__lt=now - CLOSED_NOTICE)
    return _each(closed, lambda rows: rows.delete())


def addresses_of_letters(now):
    """To whom a letter went. That it went is kept, so that it does not go again."""
    sent = Letter.objects.filter(sent_at__lt=now - ADDRESS_OF_A_LETTER).exclude(to="")
    return _each(sent, lambda rows: rows.update(to=""))


def networks(now):
    """How much was sent from which network: hashes, whose key is another one by then."""
    old = Allowance.objects.filter(hour__lt=now - limits.KEPT)
    return _each(old, lambda rows: rows.delete())


WORK = {
    _("addresses that nobody proved, after 30 days"): addresses_nobody_proved,
    _("spam, after 90 days"): spam,
    _("notices, a year after the decision"): notices,
    _("addresses of letters, after 90 days"): addresses_of_letters,
    _("counts of networks, after a day"): networks,
}


def tidy():
    """Remove all that is over; yields what, and how much of it there was."""
    now = timezone.now()
    for what, remove in WORK.items():
        yield what, remove(now)


def _each(rows, change) -> int:
    """Change or delete `rows` batch by batch; returns how many there were."""
    done = 0
    while some := list(rows.order_by("pk").values_list("pk", flat=True)[:A_BATCH]):
        with transaction.atomic():
            change(rows.model.objects.filter(pk__in=some))
        done += len(some)
    return done
