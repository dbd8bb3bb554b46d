from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.text import characters


class Kind(models.TextChoices):
    BAN = "ban", _("banned: comments are rejected")
    HOLD = "hold", _("watched: comments always wait")
    TRUST = "trust", _("trusted: comments are published at once")


class PersonalRuleQuerySet(models.QuerySet):
    def in_force(self, now: datetime | None = None):
        ends = Q(until=None) | Q(until__gt=now or timezone.now())
        return self.filter(ends, lifted_at=None)


class PersonalRule(models.Model):
    """A moderators' rule for a commenter. Ended ones are kept; at most one is in force."""

    commenter = models.ForeignKey(
        "Commenter", models.CASCADE, verbose_name=_("commenter"), related_name="personal_rules"
    )
    kind = models.CharField(_("rule"), max_length=8, choices=Kind.choices)
    until = models.DateTimeField(_("until"), null=True, blank=True)  # empty: for good
    note = characters.Text(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = PersonalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban or watch")
        verbose_name_plural = _("bans and watches")
        default_permissions = ("view",)
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commenter"], condition=Q(lifted_at=None), name="one_rule_for_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.commenter}: {self.get_kind_display()}"

    @classmethod
    @transaction.atomic
    def lay_down(cls, commenter, kind, by, until=None, note=""):
        """Make `kind` the rule for `commenter`, instead of the current one.

        `until` is an aware datetime, or None for no end. Return the PersonalRule.
        """
        type(commenter).objects.select_for_update().get(pk=commenter.pk)
        for earlier in commenter.personal_rules.filter(lifted_at=None):
            earlier.lift(by)
        return cls.objects.create(commenter=commenter, kind=kind, by=by, until=until, note=note)

    def lift(self, by):
        """End it now, with the blocks that came with it. Return False if it had ended before."""
        self.sender_blocks.lift()
        mine = PersonalRule.objects.filter(pk=self.pk, lifted_at=None)
        return bool(mine.update(lifted_at=timezone.now(), lifted_by=by))
