from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments import moderation
from comments.status import Status


class Way(models.TextChoices):
    """By which way a decision came."""

    RULE = "rule", _("house rule")
    DESK = "desk", _("desk")
    WRITER = "writer", _("its writer")


class Decision(models.Model):
    """Who moved a comment from which state to which, when, why, and by which way."""

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="decisions",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    from_status = models.CharField(_("from"), max_length=8, choices=Status.choices)
    to_status = models.CharField(_("to"), max_length=8, choices=Status.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    way = models.CharField(_("way"), max_length=8, choices=Way.choices)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="latest_decisions")]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"

    @property
    def reason_in_words(self):
        return moderation.in_words(self.reason)
