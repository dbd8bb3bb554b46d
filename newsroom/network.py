"""Where requests come from: counted, and never written down.

A network is an IPv4 address or an IPv6 /64. What is stored is a hash of it, made with the random
key of the day. Each row that holds such a hash points to the row of its key, so that deleting the
key deletes the hash: when the day is over nobody can tell any more what was counted for whom.
"""

import ipaddress
import secrets
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.work.jobs import Job

IPV6_NETWORK = 64  # bits


def of_request(request) -> str:
    """Where the request came from, by the connection, or by our own proxies' word."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        # Each proxy adds whom it heard it from; what stands further left, anybody may have written.
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = hops[-min(settings.TRUSTED_PROXIES, len(hops))].strip()
    return of_address(said)


def of_address(address: str) -> str:
    """The network of an IP address; "unknown" for what is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and not parsed.ipv4_mapped:
        return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


class DayKey(models.Model):
    """The key of one day (UTC), made by whoever asks first; the keys of past days go then.

    A model with such hashes has a foreign key to this one that cascades. Backups leave out this
    table (README, "In production").
    """

    day = models.DateField(unique=True)
    secret = models.CharField(max_length=64, default=secrets.token_hex)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.day}"

    @classmethod
    def of_today(cls) -> "DayKey":
        key, is_new = cls.objects.get_or_create(day=timezone.now().date())
        if is_new:
            cls._begin(key.day)
        return key

    @classmethod
    @transaction.atomic
    def _begin(cls, day):
        """Let go of the days before, and have this one go at its end even if nobody asks again."""
        cls.forget_past_days()
        its_end = datetime.combine(day + timedelta(days=1), time(), UTC)
        Job.plan("day_ended", at=its_end)

    @classmethod
    def forget_past_days(cls) -> int:
        """Delete the keys of past days with all hashes made with them; returns how many rows."""
        return cls.objects.filter(day__lt=timezone.now().date()).delete()[0]

    def hash_of(self, who: str) -> str:
        """A hash of `who` in 64 hexadecimal digits, which nobody can make again tomorrow.

        SECRET_KEY is part of it as well: a copy of the database alone says nothing of today.
        """
        return salted_hmac(f"newsroom.network.{self.secret}", who, algorithm="sha256").hexdigest()
