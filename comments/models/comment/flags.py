"""What is said for and against a comment: editors' picks, notices, appeals."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments import moderation
from comments.models.comment.seen import Changed
from comments.models.decision import Way
from comments.models.moderator_scope import ModeratorScope
from comments.models.notice import Notice
from comments.status import HIDDEN, Status
from newsroom import freshness, rights


class Flags:
    """Picked, reported, appealed: what moves nothing, but stands in the log as well."""

    @transaction.atomic
    def feature(self, by, seen=None):
        """Make it one of the editors' picks. Returns the Decision, or None if it cannot be."""
        self._look_again(seen)
        if not self.is_public or self.featured_at:
            return None
        return self._pick(timezone.now(), moderation.Reason.PICKED, by)

    @transaction.atomic
    def unfeature(self, by, seen=None):
        """Make it a comment like the others. Returns the Decision, or None if it is one."""
        self._look_again(seen)
        if not self.featured_at:
            return None
        return self._pick(None, moderation.Reason.UNPICKED, by)

    def _pick(self, moment, reason, by):
        self.featured_at = moment
        self.save(update_fields=["featured_at"])
        freshness.new_edition()
        return self.log(by=by, reason=reason, way=Way.DESK)

    @transaction.atomic
    def keep(self, by, seen=None):
        """Leave it as it is, whatever was said against it, or if nobody had read it so far.

        Returns the Decision, or None if there was nothing to decide.
        """
        self._look_again(seen)
        is_read_now = self.reason == moderation.Reason.READ_LATER
        if not self.notices.open().exists() and not is_read_now:
            return None
        if is_read_now:
            self.reason = moderation.Reason.KEPT
            self.save(update_fields=["reason"])
        decision = self.log(by=by, reason=moderation.Reason.KEPT, way=Way.DESK)
        self._close_notices(self.notices.open(), Notice.Outcome.STANDS, decision)
        return decision

    def _look_again(self, seen):
        """Lock it, and know how it is by now; raises Changed if `seen` was another sight."""
        self.locked()
        self.refresh_from_db()
        if seen is not None and seen != self.seen_token:
            raise Changed

    def may_be_appealed(self):
        """Whether its writer may ask another moderator: once for each time it was hidden."""
        if self.status not in HIDDEN or self.is_deleted:
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
        return any(self.is_in_scope_of(other) for other in rights.moderators().exclude(pk=user.pk))

    def is_in_scope_of(self, user):
        """Whether `user`, who is a moderator, decides about comments like this one."""
        if ModeratorScope.of(user) is None:
            return True
        return type(self).objects.in_scope_of(user).filter(pk=self.pk).exists()

    def _settled_by(self, status, way):
        """The open notices that ask for nothing more once it is in the state `status`."""
        notices = self.notices.open()
        if way == Way.WRITER:
            return notices
        return notices.appeals() if status == Status.APPROVED else notices.reports()

    @staticmethod
    def _close_notices(notices, outcome, decision):
        for notice in notices:
            notice.close(outcome, decision)
