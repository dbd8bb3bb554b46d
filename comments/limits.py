"""How many comments may be sent in an hour: counted, without writing down by whom.

A network is an IPv4 address or an IPv6 /64. What is stored is a hash of it with a key that
changes every day (HMAC-SHA-256), so yesterday's rows say nothing about today's.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Allowance

IPV6_NETWORK = 64  # bits
KEPT = timedelta(days=1)
EVERYBODY = "everybody"


def take(who: str, most: int, what: str = "comments") -> bool:
    """Take one of the `most` comments that `who` may send in this hour; False if none is left.

    `who` is a network, a person, or everybody; of other things (`what`) each has a count of its
    own. One statement counts and compares, so fifty that come at once do not get past it. A `most`
    of 0 sets no limit.
    """
    if not most:
        return True
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    mine = {"network": _hashed(who, hour, what), "hour": hour}
    return _count(mine, most) or _begin(mine) or _count(mine, most)


def network(request) -> str:
    """Where the request came from, by the connection, or by our own proxies' word."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        # Each proxy adds whom it heard it from; what stands further left, anybody may have written.
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = hops[-min(settings.TRUSTED_PROXIES, len(hops))].strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return "unknown"
    if address.version == 6 and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def person(commenter) -> str:
    """Somebody who proved an address, from whatever network."""
    return f"person {commenter.pk}"


def until_next() -> timedelta:
    """How long it is until the next hour begins."""
    now = timezone.now()
    return timedelta(hours=1) - timedelta(minutes=now.minute, seconds=now.second)


def _count(mine, most) -> bool:
    rows = Allowance.objects.filter(**mine, number__lt=most)
    return bool(rows.update(number=F("number") + 1))


def _begin(mine) -> bool:
    """Begin to count; False if another request has begun it already."""
    try:
        with transaction.atomic():
            Allowance.objects.create(**mine, number=1)
    except IntegrityError:
        return False
    Allowance.objects.filter(hour__lt=mine["hour"] - KEPT).delete()
    return True


def _hashed(who: str, hour: datetime, what: str) -> str:
    key = f"comments.limits.{what}.{hour:%Y-%m-%d}"
    return salted_hmac(key, who, algorithm="sha256").hexdigest()
