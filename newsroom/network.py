"""Networks of readers: counted, never stored.

A network is an IPv4 address or an IPv6 /64. Stored is a hash of it, made with the random key of the
day. Each row with such a hash has a foreign key to that key, so that deleting the key deletes the
hash: after the day nobody can tell whom a row was about.
"""

import ipaddress
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.work.jobs import Job

IPV6_NETWORK = 64  # bits

_read_once: ContextVar["dict[date, DayKey] | None"] = ContextVar("key of the day", default=None)


def of_request(request) -> str:
    """Return the client's network, from the connection or a trusted proxy's header."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        # Each proxy appends its client's address; entries further left may be forged.
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = hops[-min(settings.TRUSTED_PROXIES, len(hops))].strip()
    return of_address(address)


def of_address(address: str) -> str:
    """Return the network of an IP address; "unknown" if it is invalid."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and not parsed.ipv4_mapped:
        return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


class DayKey(models.Model):
    """The random key of one day (UTC), created on first use; past keys are deleted then.

    A model with such hashes has a cascading foreign key to it. Backups leave out this table
    (README, "In production").
    """

    day = models.DateField(unique=True)
    secret = models.CharField(max_length=64, default=secrets.token_hex)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.day}"

    @classmethod
    @contextmanager
    def read_once(cls):
        """Have `of_today` read the key once in the block, while the day lasts."""
        before = _read_once.set({})
        try:
            yield
        finally:
            _read_once.reset(before)

    @classmethod
    def was_read(cls, day: date, number: int, secret: str):
        """Have `of_today` use the key that was read along with something else."""
        if (read := _read_once.get()) is not None:
            read[day] = cls(number, day, secret)

    @classmethod
    def of_today(cls) -> "DayKey":
        day, read = timezone.now().date(), _read_once.get()
        if read is None:
            return cls._of(day)
        return read.get(day) or read.setdefault(day, cls._of(day))

    @classmethod
    def _of(cls, day) -> "DayKey":
        key, is_new = cls.objects.get_or_create(day=day)
        if is_new:
            cls._begin(key.day)
        return key

    @classmethod
    @transaction.atomic
    def _begin(cls, day):
        """Delete the keys of past days, and plan the deletion of this one."""
        cls.forget_past_days()
        its_end = datetime.combine(day + timedelta(days=1), time(), UTC)
        Job.plan("day_ended", at=its_end)

    @classmethod
    def forget_past_days(cls) -> int:
        return cls.objects.filter(day__lt=timezone.now().date()).delete()[0]

    @property
    def is_over(self) -> bool:
        """Return True if its day has passed, so that it may be deleted at any moment."""
        return self.day != timezone.now().date()

    def hash_of(self, subject: str) -> str:
        """Return a hash of `subject`: 64 hexadecimal digits, not reproducible tomorrow.

        SECRET_KEY is part of it: a copy of the database alone cannot reproduce today's.
        """
        return hashed(subject, self.secret)

    @property
    def for_senders(self) -> str:
        """Return a key made from the secret, which cannot be found out from it.

        A block keeps it beyond the day (comments/models/sender.py).
        """
        return self.hash_of("the key for senders")


def hashed(subject: str, secret: str) -> str:
    return salted_hmac(f"newsroom.network.{secret}", subject, algorithm="sha256").hexdigest()
