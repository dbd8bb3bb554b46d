import ipaddress
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.text import characters

WIDEST = {4: 8, 6: 19}  # bits by version of IP; one slip must not shut out half the world


def is_network(value):
    """Raise ValidationError for an invalid network, or for one that is far too wide."""
    try:
        network = ipaddress.ip_network(value.strip())
    except ValueError as error:
        raise ValidationError(
            _("Please write an address or a network, such as 192.0.2.7 or 192.0.2.0/24.")
        ) from error
    if network.prefixlen < WIDEST[network.version]:
        raise ValidationError(
            _(
                "This network is too large: nearly everybody would be blocked. Please write a "
                "smaller one."
            )
        )


class NetworkBlockQuerySet(models.QuerySet):
    def in_force(self, now: datetime | None = None):
        return self.filter(until__gt=now or timezone.now())


class NetworkBlock(models.Model):
    """A block of a network; it always ends, for addresses change hands."""

    network = models.CharField(
        _("network"),
        max_length=43,
        validators=[is_network],
        help_text=_("As in the server's log: 192.0.2.7, 192.0.2.0/24, 2001:db8::/48."),
    )
    until = models.DateTimeField(_("until"))
    note = characters.Text(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        editable=False,
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = NetworkBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked network")
        verbose_name_plural = _("blocked networks")
        default_permissions = ("add", "change", "view")
        indexes = [models.Index(fields=["until"], name="blocks_in_force")]

    def __str__(self):
        return self.network

    @classmethod
    def covers(cls, address: str) -> bool:
        """Return True if a block in force holds `network` (comments/hourly_limits.py)."""
        try:
            network = ipaddress.ip_network(address, strict=False)
        except ValueError:  # "unknown"
            return False
        blocked = cls.objects.in_force().values_list("network", flat=True)
        return any(_holds(ipaddress.ip_network(block), network) for block in blocked)


def _holds(block, network) -> bool:
    # Only the /64 of an IPv6 address is known, so a narrower block holds for all of it.
    return block.version == network.version and block.overlaps(network)
