"""Moderators' actions, each in one transaction with log and counts."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.models.comment.seen import Changed, text_hash_of
from comments.models.decision import BY_PEOPLE, UNDO_TIME, Way
from comments.models.moderator_subscription import ModeratorSubscription
from comments.models.notice import Notice
from comments.models.training_example import TrainingExample
from comments.status import Status
from newsroom.work.jobs import Job

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
    def decide(self, status, by, reason="", way=Way.DESK, seen=None):
        """Change its status, the log and the count of the article.

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
        return self._become(status, by=by, reason=reason, way=way)

    def take_back(self, decision, by):
        undone = self._become(
            decision.from_status, by=by, reason=moderation.Reason.UNDONE, way=Way.DESK
        )
        self.reason = self._reason_before(decision)
        self.save(update_fields=["reason"])
        decision.settled_edits.update(status=Status.PENDING, settled_by=None)
        decision.settled_notices.update(closed_at=None, by=None, outcome="", settled_by=None)
        return undone

    def _reason_before(self, decision):
        if decision.reason_before is not None:
            return decision.reason_before
        return self.reasons[0][0] if self.reasons else moderation.Reason.UNREAD

    def log(self, *, by, reason, way, from_status=None, reason_before=None, text=None):
        """Log a decision about its text, or about another `text` for it."""
        return self.decisions.create(
            by=by,
            from_status=self.status if from_status is None else from_status,
            to_status=self.status,
            reason=reason,
            reason_before=reason_before,
            way=way,
            text_hash=text_hash_of(self.name, self.text if text is None else text),
        )

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

    def _become(self, status, *, by, reason, way):
        was, self.status = self.status, status
        before, self.reason = self.reason, reason
        self.save(update_fields=["status", "reason"])
        self._count((status == Status.APPROVED) - (was == Status.APPROVED))
        decision = self.log(by=by, from_status=was, reason=reason, reason_before=before, way=way)
        self._settle(decision)
        if way in BY_PEOPLE or (way == Way.RULE and status in TOLD_BY_RULES):
            Job.plan("comment_decided", decision.pk, at=timezone.now() + UNDO_TIME)
        if status == Status.PENDING:
            ModeratorSubscription.announce(self)
        return decision

    def _count(self, change):
        """Add `change` (1, -1 or 0) to the counts of public comments."""
        if change:
            threads = type(self).objects.filter(pk=self.thread)
            threads.update(thread_size=F("thread_size") + change)
            articles = Article.objects.filter(pk=self.article_id)
            articles.update(comment_count=F("comment_count") + change)  # a new edition, too

    def _settle(self, decision):
        """Close the reports and appeals that `decision` answers."""
        if self.status != Status.APPROVED:
            edits = self.revisions.filter(status=Status.PENDING)
            edits.update(status=Status.REJECTED, settled_by=decision)
        if decision.way != Way.RULE and decision.reason != moderation.Reason.UNDONE:
            answered = self._settled_by(self.status, decision.way)
            self._close_notices(answered, Notice.Outcome.CHANGED, decision)
