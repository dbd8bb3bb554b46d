"""Whoever sent a comment: known by a hash of the network until the day is over, or blocked."""

from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import statements
from newsroom.network import DayKey, hashed
from newsroom.text import characters

LONGEST_BLOCK = timedelta(days=30)


class Sender(models.Model):
    """The network that a comment came from, hashed; it is deleted with the key of the day."""

    is_bookkeeping = True

    comment = models.OneToOneField(
        "Comment", models.CASCADE, related_name="sender", primary_key=True
    )
    network = models.CharField(max_length=64)  # a hash, made with the day's `key`
    key = models.ForeignKey(DayKey, models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.comment_id}"

    @classmethod
    def remember(cls, comment, network: str):
        key = DayKey.of_today()
        hash_of_day = hashed(network, key.for_senders)
        statements.insert(cls(comment=comment, network=hash_of_day, key=key))

    @property
    def is_known(self) -> bool:
        return self.key.day == timezone.now().date()


class SenderBlockQuerySet(models.QuerySet):
    def in_force(self, now: datetime | None = None):
        return self.filter(until__gt=now or timezone.now())

    def ended(self):
        return self.filter(until__lte=timezone.now())

    def lift(self) -> int:
        return self.in_force().update(until=timezone.now())


class SenderBlock(models.Model):
    """A block of whoever sent a comment; it always ends, for addresses change hands.

    It keeps one hash beyond the day, and the key to compare others with it. The key is made from
    that of the day, so with it nobody can read any other hash of the day.
    """

    comment = models.ForeignKey(
        "Comment",
        models.SET_NULL,
        verbose_name=_("comment"),
        related_name="sender_blocks",
        null=True,
    )
    # The ban that it came with, and ends with.
    rule = models.ForeignKey(
        "PersonalRule", models.CASCADE, related_name="sender_blocks", null=True
    )
    network = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    until = models.DateTimeField(_("until"))
    note = characters.Text(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = SenderBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        default_permissions = ("view",)
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["until"], name="sender_blocks_in_force")]

    def __str__(self):
        return f"{self.comment or _('deleted comment')}"

    @classmethod
    def of(cls, comment, by, until, note="", rule=None):
        """Block the sender of `comment` until then; return None if nobody knows who it was."""
        sender = known_sender(comment)
        if sender is None:
            return None
        return cls.objects.create(
            comment=comment,
            rule=rule,
            network=sender.network,
            key=sender.key.for_senders,
            until=min(until, timezone.now() + LONGEST_BLOCK),
            note=note,
            by=by,
        )

    @classmethod
    def covers(cls, network: str) -> bool:
        """Return True if a block in force is of this network, whatever name or address it uses."""
        blocks = cls.objects.in_force().order_by("key").values_list("key", "network")
        return any(
            hashed(network, key) in {blocked for _key, blocked in some}
            for key, some in groupby(blocks, key=lambda block: block[0])
        )


def known_sender(comment) -> Sender | None:
    """Return the sender of `comment`, if it came today."""
    sender = getattr(comment, "sender", None)
    return sender if sender and sender.is_known else None
