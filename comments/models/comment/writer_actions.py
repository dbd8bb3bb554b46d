"""The writer's actions on a comment: edit, confirm, export, delete."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments import moderation
from comments.models.comment import gathering
from comments.models.comment.seen import TooLate
from comments.models.commenter import Commenter, canonical
from comments.models.decision import Way
from comments.models.follow_request import FollowRequest
from comments.models.name_reading import NameReading
from comments.models.revision import EDITABLE_FOR
from comments.models.sender import Sender
from comments.models.training_example import TrainingExample
from comments.status import Status
from newsroom import html
from newsroom.text.languages import language_of
from newsroom.timestamps import timestamp


class WriterActions:
    """The actions of the writer."""

    @property
    def may_be_edited(self):
        """Return True for a quarter of an hour, while readers see no reply to it."""
        return (
            self.status in (Status.PENDING, Status.APPROVED)
            and timezone.now() - self.created_at < EDITABLE_FOR
            and not self._has_public_replies()
        )

    @property
    def minutes_to_edit(self):
        """Return the minutes that are left for editing, the begun one included."""
        return ceil((self.created_at + EDITABLE_FOR - timezone.now()) / timedelta(minutes=1))

    def _has_public_replies(self):
        """Return True if any below it is public; on the deepest level they stand beside it."""
        below = Q(parent=self.pk) | Q(path__startswith=self.path)
        public = self.article.comments.approved().exclude(pk=self.pk)
        return public.filter(below).exists()

    @property
    def open_edit(self):
        return self.revisions.filter(status=Status.PENDING).first()

    def edit(self, text):
        """Change its text, if it still may be edited. Raise TooLate.

        A waiting comment changes at once, and the house rules run again. A public one keeps its
        text until the new one passes the rules or a moderator accepts it.
        """
        if not self.may_be_edited:
            raise TooLate
        self.text = text
        self.render()
        verdict = self._judge(gathering.gather(self, moderation.UNKNOWN))
        with transaction.atomic():
            self._edit(verdict)

    def _edit(self, verdict):
        stored = self.locked()
        if not stored.may_be_edited:
            raise TooLate
        self.status = stored.status
        if stored.status == Status.PENDING:
            self._replace(verdict)
        else:
            self._revise(verdict)

    def render(self, strip=False):
        """Set the columns derived from its text: HTML and language."""
        self.body, self.language = html.comment(self.text, strip=strip), language_of(self.text)

    def _replace(self, verdict):
        judged = ["reason_code", "reason_text", "reasons", "spam_parts", "spam_score"]
        self.save(update_fields=["text", "body", "language", *judged])
        self.revisions.filter(status=Status.PENDING).delete()  # of a time when it was public
        if verdict.status != Status.PENDING:
            self._become(verdict.status, verdict.reason, way=Way.RULE, by=None)

    def _revise(self, verdict):
        words, body, passed = self.text, self.body, verdict.status == Status.APPROVED
        self.refresh_from_db()  # what was found out about the new words is not about its own
        self.revisions.filter(status=Status.PENDING).delete()
        self.revisions.create(
            text=words,
            body=body,
            reason_code=verdict.reason.code,
            reason_text=verdict.reason.text,
            status=Status.PENDING if passed else verdict.status,
        )
        if passed:
            self.open_edit.accept(way=Way.RULE)

    @transaction.atomic
    def confirm_email(self):
        """Make the owner of its address its confirmed writer. Return the Commenter.

        Return None without an address, as after a deletion.
        """
        if not self.locked().email:
            return None
        self.commenter = Commenter.objects.get_or_create(email=canonical(self.email))[0]
        self.save(update_fields=["commenter"])
        NameReading.remember(self)
        return self.commenter

    def disown(self):
        self.email, self.commenter = "", None
        self.save(update_fields=["email", "commenter"])

    @transaction.atomic
    def delete_by_writer(self):
        """Delete it for its writer: name, address and text are erased.

        Its place stays, for the replies below it.
        """
        was = self.locked()
        if was.is_deleted:
            return
        self.status = was.status
        self._forget_question(was)
        self.revisions.all().delete()
        self.notifications.all().delete()
        self.notes.all().delete()
        self.name_readings.all().delete()
        Sender.objects.filter(comment=self).delete()
        self.notices.appeals().update(words="", email="")
        self.decisions.update(text_hash="")
        self.spam_signs, self.spam_parts, self.spam_score = [], [], None
        self.name = self.email = self.text = self.body = self.language = ""
        self.commenter = None
        filtered = ["spam_signs", "spam_parts", "spam_score"]
        words = ["name", "email", "text", "body", "language"]
        self.deleted_at = timezone.now()
        self.save(update_fields=[*words, "commenter", "deleted_at", *filtered])
        because = moderation.Because(moderation.Reason.DELETED_BY_WRITER)
        self._become(Status.REMOVED, because, by=None, way=Way.WRITER)
        TrainingExample.forget(self)  # last: who learns or forgets waits for all others who do

    def _forget_question(self, was):
        """Delete the address in the confirmation e-mail, if that asked about nothing else."""
        others = type(self).objects.unconfirmed(was.email).exclude(pk=self.pk)
        asked = others.exists() or FollowRequest.objects.filter(email=canonical(was.email)).exists()
        if was.email and not was.commenter_id and not asked:
            self.notifications.model.confirmations().filter(to=canonical(was.email)).delete()

    def as_its_writer_sees_it(self):
        """Return all stored data about it and its writer as a dict (GDPR, article 15)."""
        return {
            "article": f"{settings.SITE_URL}{self.article.get_absolute_url()}",
            "written": timestamp(self.created_at),
            "name": self.name,
            "email": self.email,
            "address_proved": self.commenter is not None,
            "text": self.text,
            "state": self.status,
            "reason": str(self.reason_in_words),
            "noticed": self.spam_signs,
            "noticed_by_the_rules": self.reasons,
            "spam_score": self.spam_score,
            "spam_parts": self.spam_parts,
            "answers": self.parent_id,
            "edits": list(self.revisions.values("text", "text_before", "status", "created_at")),
            "decisions": list(
                self.decisions.values(
                    "at", "from_status", "to_status", "reason_code", "reason_text", "way"
                )
            ),
            "reports": list(self.notices.reports().values("created_at", "kind", "outcome")),
            "appeals": list(self.notices.appeals().values("created_at", "words", "outcome")),
            "notes": list(self.notes.values("at", "text")),
            "blocks": list(self.sender_blocks.values("at", "until", "note")),
        }
