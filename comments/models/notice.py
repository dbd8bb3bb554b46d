from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.decision import UNDO_TIME
from comments.models.moderator_scope import ModeratorScope
from newsroom.text import characters
from newsroom.work.jobs import Job


class NoticeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def in_scope_of(self, user):
        return ModeratorScope.narrow(self, user, "comment__article")

    def reports(self):
        return self.exclude(kind=Notice.Kind.APPEAL)

    def appeals(self):
        return self.filter(kind=Notice.Kind.APPEAL)


class Notice(models.Model):
    """A report of a comment, or an appeal of its writer.

    Digital Services Act (Regulation (EU) 2022/2065): articles 16 (notice) and 20 (complaint).
    """

    class Kind(models.TextChoices):
        ABUSE = "abuse", _("Insults or threats")
        PRIVATE = "private", _("Shares private information")
        SPAM = "spam", _("Advertising")
        OFF_TOPIC = "offtopic", _("Off topic")
        ILLEGAL = "illegal", _("Illegal content")
        OTHER = "other", _("Something else")
        APPEAL = "appeal", _("Appeal by the commenter")

    class Outcome(models.TextChoices):
        STANDS = "stands", _("The decision stands.")
        CHANGED = "changed", _("The decision was changed.")

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="notices")
    kind = models.CharField(_("reason"), max_length=8, choices=Kind.choices)
    words = characters.Text(_("in your own words"), max_length=2000, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    times = models.PositiveIntegerField(default=1)  # how often the very same was said
    closed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    settled_by = models.ForeignKey(
        "Decision", models.SET_NULL, null=True, related_name="settled_notices"
    )
    # As for comments: the nonce of its form, and the hashed token of its receipt.
    form_key = models.CharField(max_length=32, null=True, unique=True)
    receipt = models.CharField(max_length=64, null=True, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["comment", "kind"],
                condition=models.Q(closed_at__isnull=True),
                name="open_notices",
            ),
            models.Index(fields=["created_at"], name="notices_by_age"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.comment}"

    @property
    def in_words(self):
        if not self.closed_at:
            return _("Waiting for a moderator.")
        if self.kind == self.Kind.APPEAL:
            return self.get_outcome_display()
        if self.outcome == self.Outcome.CHANGED:
            if self.comment.is_public:
                return _("The comment was removed, but has been published again since.")
            return _("The comment has been removed.")
        if not self.comment.is_public:
            return _("We kept the comment at first, but it has been removed since.")
        return _("The comment does not break our rules and stays.")

    @transaction.atomic
    def submit(self):
        """Store it; if an open one says the same, count it there.

        Return the stored report. Simultaneous ones wait at the comment's row lock, and find the
        first.
        """
        self.comment.locked()
        same = {name: getattr(self, name) for name in ("comment", "kind", "words", "email")}
        earlier = Notice.objects.open().filter(**same).first()
        if earlier is None:
            self.save()
            return self
        Notice.objects.filter(pk=earlier.pk).update(times=F("times") + 1)
        return earlier

    def close(self, outcome, decision):
        """Close it with the outcome of `decision`, and notify a reporter with an address."""
        self.outcome, self.closed_at = outcome, timezone.now()
        self.by, self.settled_by = decision.by, decision
        self.save(update_fields=["outcome", "by", "closed_at", "settled_by"])
        if self.email:
            Job.plan("report_decided", self.pk, at=self.closed_at + UNDO_TIME)
