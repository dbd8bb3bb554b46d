from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.decision import BY_PEOPLE, UNDO_TIME, Way
from comments.moderation.reasons import Because, Reason, in_words
from comments.status import Status
from newsroom import freshness, html
from newsroom.text import characters
from newsroom.work.jobs import Job

EDITABLE_FOR = timedelta(minutes=15)


class Revision(models.Model):
    """An edit of a public comment; the old text stays until it is accepted."""

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="revisions")
    text = characters.Text()  # as it was typed
    body = html.HTMLField(html=html.CommentHTML, editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    reason_code = models.CharField(max_length=10, choices=Reason, blank=True)
    reason_text = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # For whoever takes the decision about it back: what its comment was before.
    decided_by = models.ForeignKey(
        "Decision", models.SET_NULL, null=True, related_name="decided_edits", db_index=False
    )
    text_before = models.TextField(blank=True, db_default="", editable=False)
    edited_before = models.DateTimeField(null=True, editable=False)
    # The decision about the comment itself by which the edit was over.
    settled_by = models.ForeignKey(
        "Decision", models.SET_NULL, null=True, related_name="settled_edits"
    )

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(status="pending"), name="one_open_edit"
            ),
        ]

    def __str__(self):
        return html.cut(html.plain(self.body), 60)

    @property
    def reason_in_words(self):
        return in_words(self.reason_code, self.reason_text)

    @property
    def why_rejected(self):
        """Return the reason of the house rules; "" if it only says why a moderator was asked."""
        is_old = self.reason_code == Reason.UNREAD  # up to version 0.2 kept by a rejection
        return "" if self.settled_by_id or is_old else self.reason_in_words

    @transaction.atomic
    def accept(self, by=None, way=Way.DESK):
        """Put it in the place of the old words. Returns the Decision, or None if it is too late."""
        return self._decide(Status.APPROVED, Reason.EDIT_ACCEPTED, by, way)

    @transaction.atomic
    def reject(self, by=None, way=Way.DESK):
        """Leave the old words. Returns the Decision, or None if it is too late."""
        return self._decide(Status.REJECTED, Reason.EDIT_REJECTED, by, way)

    def _decide(self, status, reason, by, way):
        self.comment.locked()
        self.refresh_from_db()
        if self.status != Status.PENDING:
            return None
        self.status = status
        self.reason_code = self.reason_text = ""  # why it waited
        comment = self.comment
        if status == Status.APPROVED:
            self.text_before, self.edited_before = comment.text, comment.edited_at
            comment.edited_at = timezone.now()
            self._show(self.text)
        if way in BY_PEOPLE:
            Job.plan("edit_decided", self.pk, at=timezone.now() + UNDO_TIME)
        self.decided_by = comment.log(Because(reason), by=by, way=way, text=self.text)
        reasons, before = ("reason_code", "reason_text"), ("text_before", "edited_before")
        self.save(update_fields=["status", *reasons, *before, "decided_by"])
        return self.decided_by

    def _show(self, text):
        """Put `text` into the place of the words that readers see."""
        comment = self.comment
        comment.text = text
        comment.render()
        comment.save(update_fields=["text", "body", "language", "edited_at"])
        freshness.discussion_changed(comment.article_id)

    @property
    def may_be_reopened(self):
        """Return True if it was decided last, and its comment is as that decision left it."""
        edits = self.comment.revisions.all()
        if not self.comment.is_public or any(edit.status == Status.PENDING for edit in edits):
            return False
        return self.status != Status.APPROVED or self.comment.text == self.text

    def reopen(self):
        """Let it wait again, with the words that readers saw before in their place."""
        if self.status == Status.APPROVED:
            self.comment.edited_at = self.edited_before
            self._show(self.text_before)
        self.status, self.text_before, self.edited_before = Status.PENDING, "", None
        self.decided_by = None
        self.save(update_fields=["status", "text_before", "edited_before", "decided_by"])
