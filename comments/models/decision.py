from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from comments import moderation
from comments.status import Status


class Way(models.TextChoices):
    """By which way a decision came."""

    RULE = "rule", _("house rule")
    DESK = "desk", _("desk")
    MAIL = "mail", _("letter")
    WRITER = "writer", _("its writer")


# The ways in which somebody of the newsroom decides, wherever they do it.
BY_PEOPLE = (Way.DESK, Way.MAIL)


class DecisionQuerySet(models.QuerySet):
    def by_people(self):
        return self.filter(way__in=BY_PEOPLE)


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
    # Of the words it was about (comments/models/comment/version.py): an edit makes others of them.
    # Empty if they were taken back, for a hash of short words can be guessed.
    version = models.CharField(max_length=16, blank=True, db_default="", editable=False)

    objects = DecisionQuerySet.as_manager()

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

    @property
    def was_about_other_words(self):
        """Whether the comment says something else by now than what was decided about."""
        return bool(self.version) and self.version != self.comment.version

    @property
    def may_be_undone(self):
        """Whether it is what holds now: the last one that moved the comment, by a person."""
        if self.way not in BY_PEOPLE or self.from_status == self.to_status:
            return False
        moved = self.comment.decisions.exclude(from_status=models.F("to_status"))
        return self.comment.status == self.to_status and moved.first() == self

    @transaction.atomic
    def undo(self, by):
        """Take it back: the state, the counts and the notices are as if it had not been made.

        Returns the Decision that says so; None if it does not hold any more.
        """
        type(self.comment).objects.select_for_update().get(pk=self.comment_id)
        self.comment.refresh_from_db()
        if not self.may_be_undone or self.comment.is_withdrawn:
            return None
        return self.comment.take_back(self, by)
