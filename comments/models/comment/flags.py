"""Flags of a comment: editors' picks, reports, appeals."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments import moderation
from comments.models.comment.seen import Changed
from comments.models.decision import Way
from comments.models.moderator_scope import ModeratorScope
from comments.models.notice import Notice
from comments.status import Status
from newsroom import freshness, rights


class Flags:
    """The actions on flags: they leave the status, and are logged."""

    @transaction.atomic
    def feature(self, by, seen=None):
        self._look_again(seen)
        if not self.is_public or self.featured_at:
            return None
        return self._pick(timezone.now(), moderation.Reason.PICKED, by)

    @transaction.atomic
    def unfeature(self, by, seen=None):
        self._look_again(seen)
        if not self.featured_at:
            return None
        return self._pick(None, moderation.Reason.UNPICKED, by)

    def _pick(self, moment, reason, by):
        self.featured_at = moment
        self.save(update_fields=["featured_at"])
        freshness.discussion_changed(self.article_id)
        return self.log(moderation.Because(reason), by=by, way=Way.DESK)

    @transaction.atomic
    def keep(self, by, seen=None):
        """Keep it as it is, despite reports or unread.

        Return the Decision, or None if there was nothing to decide.
        """
        self._look_again(seen)
        kept = moderation.Because(moderation.Reason.KEPT)
        is_read_now = self.reason_code == moderation.Reason.READ_LATER
        if not self.notices.open().exists() and not is_read_now:
            return None
        before = None
        if is_read_now:
            before, self.reason = self.reason, kept
            self.save(update_fields=["reason_code", "reason_text"])
        decision = self.log(kept, by=by, way=Way.DESK, before=before)
        self._close_notices(self.notices.open(), Notice.Outcome.STANDS, decision)
        return decision

    def _look_again(self, seen):
        """Lock and reload it. Raise Changed if it differs from `seen`."""
        self.locked()
        self.refresh_from_db()
        if seen is not None and seen != self.seen_token:
            raise Changed

    def may_be_appealed(self):
        """Return True if its writer may appeal: once for each time it was hidden."""
        if not self.is_unwanted or self.notices.open().appeals().exists():
            return False
        last = self.decisions.filter(to_status=self.status).exclude(from_status=self.status).first()
        answered = Q(created_at__gte=last.at) | Q(closed_at__gte=last.at) if last else Q(pk=None)
        return not self.notices.appeals().filter(answered).exists()

    def must_be_decided_by_another_than(self, user):
        """Return True if an appeal is open that concerns `user` and another can decide it.

        It concerns who decided last, and who wrote the comment.
        """
        if not self.notices.open().appeals().exists():
            return False
        last = self.decisions.by_people().moves().first()
        is_theirs = self.author_id == user.pk or (last and last.by_id == user.pk)
        return is_theirs and self.another_can_decide(user)

    def another_can_decide(self, user):
        return any(self.is_in_scope_of(other) for other in rights.moderators().exclude(pk=user.pk))

    def is_in_scope_of(self, user):
        if ModeratorScope.of(user) is None:
            return True
        return type(self).objects.in_scope_of(user).filter(pk=self.pk).exists()

    def _settled_by(self, status, way):
        """Return the open reports that the status `status` settles."""
        notices = self.notices.open()
        if way == Way.WRITER:
            return notices
        return notices.appeals() if status == Status.APPROVED else notices.reports()

    @staticmethod
    def _close_notices(notices, outcome, decision):
        for notice in notices:
            notice.close(outcome, decision)
