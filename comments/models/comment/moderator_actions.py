"""Moderators' actions, each in one transaction with log and counts."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.models.comment.seen import Changed, text_hash_of
from comments.models.decision import BY_PEOPLE, UNDO_TIME, Decision, Way
from comments.models.filter_test import FilterTest
from comments.models.moderator_subscription import ModeratorSubscription
from comments.models.notice import Notice
from comments.models.training_example import TrainingExample
from comments.status import HIDDEN, Status
from newsroom import freshness, statements
from newsroom.work.jobs import Job

OPEN_AGAIN = {"closed_at": None, "by": None, "outcome": "", "settled_by": None}
TOLD_BY_RULES = (Status.APPROVED, Status.REJECTED, Status.REMOVED)


class ModeratorActions:
    """The actions of moderators; each returns the logged Decision."""

    def approve(self, by, **options):
        return self.decide(Status.APPROVED, by, **options)

    def reject(self, by, **options):
        return self.decide(Status.REJECTED, by, **options)

    def remove(self, by, **options):
        return self.decide(Status.REMOVED, by, **options)

    def mark_as_spam(self, by, **options):
        return self.decide(Status.SPAM, by, **options)

    @transaction.atomic
    def decide(self, status, by, reason=moderation.NO_REASON, way=Way.DESK, seen=None):
        """Move it to `status`, together with the log and the count under the article.

        Return the Decision, or None if it has the status already. Raise Changed if it differs from
        `seen`, the version decided about.
        """
        # Of two simultaneous decisions, the second one is about the comment as the first one
        # left it.
        stored = self.locked()
        self.status, self.reason = stored.status, stored.reason
        self.name, self.text = stored.name, stored.text
        if self.status == status or stored.is_deleted:
            return None
        if seen is not None and seen != stored.seen_token:
            raise Changed
        return self._become(status, reason, by=by, way=way)

    def take_back(self, decision, by):
        """Be as before `decision`, which holds now; see Decision.undo."""
        because = moderation.Because(moderation.Reason.UNDONE)
        if not decision.is_move:
            self._take_back_flag(decision)
            return self.log(because, by=by, way=Way.DESK)
        undone = self._become(decision.from_status, because, by=by, way=Way.DESK)
        self.reason = self._reason_before(decision)
        self.save(update_fields=["reason_code", "reason_text"])
        decision.settled_edits.update(status=Status.PENDING, settled_by=None)
        decision.settled_notices.update(**OPEN_AGAIN)
        return undone

    def _take_back_flag(self, decision):
        """Take back a decision that left the status; see Flags and Revision."""
        if edit := decision.decided_edit:
            edit.comment = self
            edit.reopen()
        decision.settled_notices.update(**OPEN_AGAIN)
        if decision.reason_code_before is not None:
            self.reason = self._reason_before(decision)
        if decision.reason_code in (moderation.Reason.PICKED, moderation.Reason.UNPICKED):
            was_picked = decision.reason_code == moderation.Reason.UNPICKED
            self.featured_at = timezone.now() if was_picked else None
            freshness.discussion_changed(self.article_id)
        self.save(update_fields=["reason_code", "reason_text", "featured_at"])

    def _reason_before(self, decision):
        if decision.reason_code_before is not None:
            return moderation.Because(decision.reason_code_before, decision.reason_text_before)
        if self.reasons:
            code, text, _weight = self.reasons[0]
            return moderation.Because(code, text)
        return moderation.Because(moderation.Reason.UNREAD)

    def log(self, reason, *, by, way, from_status=None, before=None, text=None):
        """Write down what was decided about its words, or about another `text` for it."""
        decision = Decision(
            comment=self,
            by=by,
            from_status=self.status if from_status is None else from_status,
            to_status=self.status,
            reason_code=reason.code,
            reason_text=reason.text,
            reason_code_before=before and before.code,
            reason_text_before=before.text if before else "",
            way=way,
            text_hash=text_hash_of(self.name, self.text if text is None else text),
        )
        statements.insert(decision)
        return decision

    @transaction.atomic
    def teach(self):
        """Train the spam filter with a moderator's decision.

        The current text is used, so one that was deleted meanwhile is not learned.
        """
        stored = self.locked()
        if stored.status in (Status.APPROVED, Status.SPAM):
            TrainingExample.learn(stored, is_spam=stored.status == Status.SPAM)
        else:
            TrainingExample.forget(stored)
        FilterTest.plan()

    def _become(self, status, reason, *, by, way):
        was, self.status = self.status, status
        before, self.reason = self.reason, reason
        self.save(update_fields=["status", "reason_code", "reason_text"])
        self._count((status == Status.APPROVED) - (was == Status.APPROVED))
        decision = self.log(reason, by=by, from_status=was, before=before, way=way)
        self._settle(decision)
        self._plan_follow_up(decision)
        if status == Status.PENDING and ModeratorSubscription.objects.exists():
            ModeratorSubscription.announce(self)
        return decision

    def _plan_follow_up(self, decision):
        told_by_rule = decision.way == Way.RULE and decision.to_status in TOLD_BY_RULES
        if decision.way in BY_PEOPLE or told_by_rule:
            Job.plan("comment_decided", decision.pk, at=timezone.now() + UNDO_TIME)

    def _count(self, change, is_new=False):
        """Add `change` (1, -1 or 0) to the counts of public comments.

        A new thread was counted when it took its place.
        """
        if change:
            if not (is_new and self.thread == self.pk):
                statements.add(type(self), "thread_size", self.thread, change)
            Article.objects.add_to_comment_count(self.article_id, change)

    def _settle(self, decision):
        """Close the reports, appeals and edits that `decision` ends."""
        if self.status in HIDDEN:
            edits = self.revisions.filter(status=Status.PENDING)
            edits.update(status=Status.REJECTED, settled_by=decision)
        if decision.way != Way.RULE and decision.reason_code != moderation.Reason.UNDONE:
            answered = self._settled_by(self.status, decision.way)
            self._close_notices(answered, Notice.Outcome.CHANGED, decision)
