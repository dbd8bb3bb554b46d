"""What is said for and against a comment: editors' picks, notices, appeals."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments import moderation
from comments.models.decision import Way
from comments.models.notice import Notice
from comments.models.remit import Remit
from comments.status import Status
from newsroom import freshness, rights


class Judged:
    """Picked, reported, appealed: what moves nothing, but stands in the log as well."""

    @transaction.atomic
    def feature(self, by):
        """Make it one of the editors' picks. Returns the Decision, or None if it cannot be."""
        picked = type(self).objects.approved().filter(pk=self.pk, featured_at=None)
        return self._pick(picked, timezone.now(), moderation.Reason.PICKED, by)

    @transaction.atomic
    def unfeature(self, by):
        """Make it a comment like the others. Returns the Decision, or None if it is one."""
        picked = type(self).objects.filter(pk=self.pk, featured_at__isnull=False)
        return self._pick(picked, None, moderation.Reason.UNPICKED, by)

    def _pick(self, rows, moment, reason, by):
        if not rows.update(featured_at=moment):
            return None
        self.refresh_from_db(fields=["featured_at", "status", "name", "text"])
        freshness.new_edition()
        return self.log(by=by, reason=reason, way=Way.DESK)

    @transaction.atomic
    def let_stand(self, by):
        """Leave it as it is, whatever was said against it, or if nobody had read it so far.

        Returns the Decision, or None if there was nothing to decide.
        """
        type(self).objects.select_for_update().get(pk=self.pk)
        settled = self._close_notices(self.notices.open(), Notice.Outcome.STANDS, by)
        self.refresh_from_db(fields=["status", "reason", "name", "text"])
        is_read_now = self.reason == moderation.Reason.READ_LATER
        if not settled and not is_read_now:
            return None
        if is_read_now:
            self.reason = moderation.Reason.LET_STAND
            self.save(update_fields=["reason"])
        return self.log(by=by, reason=moderation.Reason.LET_STAND, way=Way.DESK)

    def may_be_appealed(self):
        """Whether its writer may ask another moderator: once for each time it was hidden."""
        hidden = (Status.REJECTED, Status.SPAM, Status.REMOVED)
        if self.status not in hidden or self.is_withdrawn:
            return False
        last = self.decisions.filter(to_status=self.status).exclude(from_status=self.status).first()
        return not (last and self.notices.appeals().filter(created_at__gte=last.at).exists())

    def must_be_decided_by_another_than(self, user):
        """Whether an appeal is open against what `user` decided, and somebody else could decide."""
        if not self.notices.open().appeals().exists():
            return False
        last = self.decisions.by_people().exclude(from_status=F("to_status")).first()
        if not last or last.by_id != user.pk:
            return False
        return any(self.is_in_remit_of(other) for other in rights.moderators().exclude(pk=user.pk))

    def is_in_remit_of(self, user):
        """Whether `user`, who is a moderator, decides about comments like this one."""
        if Remit.of(user) is None:
            return True
        return type(self).objects.in_remit_of(user).filter(pk=self.pk).exists()

    def _settled_by(self, status, way):
        """The open notices that ask for nothing more once it is in the state `status`."""
        notices = self.notices.open()
        if way == Way.WRITER:
            return notices
        return notices.appeals() if status == Status.APPROVED else notices.reports()

    @staticmethod
    def _close_notices(notices, outcome, by):
        closed = list(notices)
        for notice in closed:
            notice.close(outcome, by)
        return closed
