from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.cursor import Cursor
from comments.models.moderator_scope import ModeratorScope
from comments.moderation.reasons import Reason, in_words
from comments.status import HIDDEN, Status

UNDO_TIME = timedelta(seconds=30)  # a decision that is taken back before is told to nobody


class Way(models.TextChoices):
    """The way of a decision."""

    RULE = "rule", _("house rule")
    DESK = "desk", _("desk")
    MAIL = "mail", _("e-mail")
    WRITER = "writer", _("commenter")


# Decisions that leave the status and can be undone.
UNDOABLE = (
    Reason.EDIT_ACCEPTED,
    Reason.EDIT_REJECTED,
    Reason.KEPT,
    Reason.PICKED,
    Reason.UNPICKED,
)
# The ways of decisions by staff.
BY_PEOPLE = (Way.DESK, Way.MAIL)


class DecisionQuerySet(models.QuerySet):
    def moves(self):
        """Those by which a comment came into another state."""
        return self.exclude(from_status=F("to_status"))

    def by_people(self):
        return self.filter(way__in=BY_PEOPLE)

    def in_scope_of(self, user):
        return ModeratorScope.narrow(self, user, "comment__article")

    def newest_first(self):
        return self.order_by("-at", "-id")

    def before(self, place: Cursor):
        return self.filter(at__lte=place.moment).exclude(at=place.moment, id__gte=place.id)

    def with_logs(self):
        """Read with each one all that `may_be_undone` and the desk ask of it, for a list."""
        log = models.Prefetch("comment__decisions", Decision.objects.select_related("by"))
        rows = self.select_related("by", "comment__article", "comment__commenter")
        rows = rows.defer("comment__body", "comment__article__body")
        return rows.prefetch_related("settled_notices", log, "comment__revisions")

    def hiding(self):
        return self.filter(to_status__in=HIDDEN).exclude(from_status__in=HIDDEN)

    def not_taken_back(self):
        """Return decisions in force: neither undone nor undoing.

        The few that undo are looked at, not what became of each of the others.
        """
        before = Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
        stays = before.filter(from_status=F("to_status"))
        undone = Case(
            When(from_status=F("to_status"), then=_last(stays)), default=_last(before.moves())
        )
        # No NULL, of which a database does not know if others are it.
        taken_back = Decision.objects.filter(reason_code=Reason.UNDONE, comment__isnull=False)
        taken_back = taken_back.order_by().values_list(Coalesce(undone, Value(0)))
        return self.exclude(reason_code=Reason.UNDONE).exclude(pk__in=taken_back)


def _last(decisions) -> Subquery:
    return Subquery(decisions.order_by("-pk").values("pk")[:1])


class Decision(models.Model):
    """A change of a comment's status: from, to, by whom, when, why, and by which way.

    It outlives the comment, without its text, for yearly reports.
    """

    comment = models.ForeignKey("Comment", models.SET_NULL, null=True, related_name="decisions")
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
    reason_code = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    reason_text = models.CharField(_("in words"), max_length=200, blank=True)
    # Of the comment until then, for whoever takes the decision back; None: not known any more.
    reason_code_before = models.CharField(max_length=10, null=True, editable=False)
    reason_text_before = models.CharField(max_length=200, blank=True, editable=False)
    way = models.CharField(_("way"), max_length=8, choices=Way.choices)
    # The hash of the text decided about (comments/models/comment/seen.py), which an edit changes.
    # Empty after a deletion, for the hash of a short text can be guessed.
    text_hash = models.CharField(max_length=16, blank=True, db_default="", editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="latest_decisions"),
            models.Index(fields=["by", "-at", "-id"], name="decisions_of_a_person"),
            models.Index(fields=["reason_code", "-at", "-id"], name="decisions_by_reason"),
        ]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"

    @property
    def reason_in_words(self):
        return in_words(self.reason_code, self.reason_text)

    @property
    def was_about_other_text(self):
        return bool(self.comment and self.text_hash) and self.text_hash != self.comment.text_hash

    @property
    def is_move(self):
        return self.from_status != self.to_status

    @property
    def is_undoable(self):
        """Return True if it is of a kind that people may undo, whatever came later."""
        return self.way in BY_PEOPLE and (self.is_move or self.reason_code in UNDOABLE)

    @property
    def may_be_undone(self):
        """Return True if it is a person's and in force; of those that move nothing, the last.

        The database is asked nothing more about those that were read `with_logs`.
        """
        if not self.is_undoable or self.comment is None or self.comment.is_deleted:
            return False
        if self.is_move:
            return self.holds
        is_about_edit = self.reason_code in (Reason.EDIT_ACCEPTED, Reason.EDIT_REJECTED)
        if is_about_edit and not (self.decided_edit and self.decided_edit.may_be_reopened):
            return False
        return next(iter(self.comment.decisions.all())) == self

    @property
    def decided_edit(self):
        """Return the edit that it decided about; there is an index of a comment's edits."""
        edits = self.comment.revisions.all()
        return next((edit for edit in edits if edit.decided_by_id == self.pk), None)

    @property
    def holds(self):
        moves = (each for each in self.comment.decisions.all() if each.is_move)
        return self.comment.status == self.to_status and next(moves, None) == self

    @property
    def undone_by(self):
        """Return the decision that has undone it, or None."""
        if self.comment is None or self.reason_code == Reason.UNDONE:
            return None
        log = [each for each in self.comment.decisions.all() if each.is_move == self.is_move]
        later = [each for each in log if each.pk > self.pk]
        following = min(later, key=lambda each: each.pk, default=None)
        return following if following and following.reason_code == Reason.UNDONE else None

    def answered_an_appeal_against(self, user):
        """Return True if it answered an appeal against a decision of `user`."""
        if not self.settled_notices.appeals().exists():
            return False
        moved = self.comment.decisions.by_people().moves()
        appealed = moved.filter(pk__lt=self.pk).first()
        return bool(appealed) and appealed.by_id == user.pk

    @transaction.atomic
    def undo(self, by):
        """Undo it: status, counts and reports are as before.

        Return the new Decision, or None if it is not in force any more.
        """
        self.comment.locked()
        self.comment.refresh_from_db()
        if not self.may_be_undone:
            return None
        return self.comment.take_back(self, by)
