"""The abstract model of work that is due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import logs

LEASE = timedelta(minutes=5)
DEADLINE = timedelta(minutes=4)  # of one piece of work: shorter than its lease
# Pauses after failed tries; after the last one it is given up.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 125, 625)]


class Lost(Exception):
    """The row is gone, or another worker has claimed it since."""


class DueQuerySet(models.QuerySet):
    # Each row is in one of these three.

    def unfinished(self):
        """Those that wait, or that somebody is at."""
        return self.filter(given_up_at=None, next_try_at__isnull=False)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def done(self):
        return self.filter(given_up_at=None, next_try_at=None)


class Due(models.Model):
    """A row that is due at `next_try_at`, until it is done or given up."""

    # Null if nothing is due; the end of the lease while a worker has it.
    next_try_at = models.DateTimeField(_("next try"), null=True, default=timezone.now)
    lease = models.PositiveIntegerField(default=0, editable=False)  # the number of the last claim
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = DueQuerySet.as_manager()

    LANE = "work"  # who hangs in one lane keeps nobody in another waiting
    IN_ORDER: tuple[str, ...] = ("next_try_at", "pk")

    class Meta:
        abstract = True

    def carry_out(self):
        """Do the work and `settle` the row."""
        raise NotImplementedError

    @classmethod
    def kinds(cls) -> Iterator[type["Due"]]:
        """Yield each model whose rows are due."""
        for kind in cls.__subclasses__():
            if not kind._meta.abstract:
                yield kind
            yield from kind.kinds()

    @classmethod
    def due(cls):
        return cls._default_manager.filter(given_up_at=None, next_try_at__lte=timezone.now())

    @classmethod
    def claim(cls, among=None) -> Self | None:
        """Return the first due row, leased to the caller, or None."""
        rows = cls.due() if among is None else among
        if not rows.exists():  # on SQLite a transaction would keep writers waiting for nothing
            return None
        with transaction.atomic():
            row = _not_locked(rows.order_by(*cls.IN_ORDER)).first()
            return row if row and row._take() else None

    def _take(self) -> bool:
        """Lease the row for `LEASE`; return False if another worker was first."""
        until = timezone.now() + LEASE
        taken = self._held().update(lease=F("lease") + 1, tries=F("tries") + 1, next_try_at=until)
        self.lease, self.tries, self.next_try_at = self.lease + 1, self.tries + 1, until
        return bool(taken)

    def settle(self, **changes):
        """Write `changes` if the lease is still ours. Raise Lost."""
        if not self._held().update(**changes):
            raise Lost
        for name, value in changes.items():
            setattr(self, name, value)

    def done(self, **changes):
        self.settle(next_try_at=None, error="", **changes)

    def put_off(self, until: datetime):
        """Make it due at `until`, with all its tries left."""
        self.settle(next_try_at=until, tries=0)

    def put_back(self):
        """Make it due again at once, without counting a try."""
        self.settle(next_try_at=timezone.now(), tries=self.tries - 1)

    def fail(self, error: Exception, for_good=False):
        """Store the class and code of `error`; try again after a pause, or give up."""
        failure = {"error": logs.named(error)[:200]}
        if for_good or self.tries > len(PAUSES):
            self.settle(given_up_at=timezone.now(), **failure)
        else:
            self.settle(next_try_at=timezone.now() + PAUSES[self.tries - 1], **failure)

    @classmethod
    @transaction.atomic
    def again(cls, rows) -> int:
        """Retry the given-up rows among `rows`; return their number."""
        afresh = {"given_up_at": None, "tries": 0, "next_try_at": timezone.now()}
        return rows.exclude(given_up_at=None).update(**afresh)

    def _held(self):
        return type(self)._default_manager.filter(pk=self.pk, lease=self.lease)


def _not_locked(rows):
    """Skip rows that another worker has locked; SQLite has one writer anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
