"""What the newsroom does to a comment, each in one transaction with the log and the counts."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments import moderation, tasks
from comments.models.comment.version import Changed, version_of
from comments.models.decision import BY_PEOPLE, Way
from comments.models.digest import Digest
from comments.models.lesson import Lesson
from comments.models.notice import Notice
from comments.status import Status


class Decided:
    """The verbs of moderators; each returns the Decision that the log has of it."""

    def approve(self, by, **how):
        return self.decide(Status.APPROVED, by, **how)

    def refuse(self, by, **how):
        return self.decide(Status.REJECTED, by, **how)

    def remove(self, by, **how):
        return self.decide(Status.REMOVED, by, **how)

    def mark_as_spam(self, by, **how):
        return self.decide(Status.SPAM, by, **how)

    @transaction.atomic
    def decide(self, status, by, reason="", way=Way.DESK, seen=None):
        """Move it to `status`, together with the log and the count under the article.

        Returns the Decision; None if it was in that state already, whoever put it there. Raises
        Changed if `seen`, the sight of it that was decided about, is not how it is by now.
        """
        # The row is locked first: of two moderators who decide at once, the second one
        # decides on what the first one made of it.
        stored = type(self).objects.select_for_update().get(pk=self.pk)
        self.status, self.name, self.text = stored.status, stored.name, stored.text
        if self.status == status or stored.is_withdrawn:
            return None
        if seen is not None and seen != stored.sight:
            raise Changed
        return self._become(status, by=by, reason=reason, way=way)

    def take_back(self, decision, by):
        """Be in the state from before `decision`, which holds now; see Decision.undo."""
        earlier = self.decisions.filter(pk__lt=decision.pk).exclude(from_status=F("to_status"))
        known = earlier.values_list("reason", flat=True).first()
        first = self.reasons[0][0] if self.reasons else moderation.Reason.UNREAD
        undone = self._become(
            decision.from_status, by=by, reason=moderation.Reason.UNDONE, way=Way.DESK
        )
        self.reason = known if known is not None else first
        self.save(update_fields=["reason"])
        settled = self.notices.filter(by__in=[decision.by_id, by.pk], closed_at__gte=decision.at)
        settled.update(closed_at=None, by=None, outcome="")
        return undone

    def log(self, *, by, reason, way, from_status=None, text=None):
        """Write down what was decided about its words, or about another `text` for it."""
        return self.decisions.create(
            by=by,
            from_status=self.status if from_status is None else from_status,
            to_status=self.status,
            reason=reason,
            way=way,
            version=version_of(self.name, self.text if text is None else text),
        )

    def teach(self):
        """Have the spam filter learn from what a moderator made of it."""
        if self.status in (Status.APPROVED, Status.SPAM):
            Lesson.learn(self, is_spam=self.status == Status.SPAM)
        else:
            Lesson.forget(self)

    def _become(self, status, *, by, reason, way):
        was, self.status, self.reason = self.status, status, reason
        self.save(update_fields=["status", "reason"])
        if status != Status.APPROVED:
            self.revisions.filter(status=Status.PENDING).update(status=Status.REJECTED)
        change = (status == Status.APPROVED) - (was == Status.APPROVED)
        if change:
            articles = Article.objects.filter(pk=self.article_id)
            articles.update(comment_count=F("comment_count") + change)  # a new edition, too
            threads = type(self).objects.filter(pk=self.thread)
            threads.update(thread_size=F("thread_size") + change)
        decision = self.log(by=by, from_status=was, reason=reason, way=way)
        if way != Way.RULE:
            settled = self._settled_by(status, way)
            self._close_notices(settled, Notice.Outcome.CHANGED, by)
        if way != Way.WRITER and status in (Status.APPROVED, Status.REJECTED, Status.REMOVED):
            undone_until = timezone.now() + tasks.UNDO_TIME
            tasks.tell.using(run_after=undone_until).enqueue(decision.pk)
        if way in BY_PEOPLE:
            tasks.learn.using(run_after=timezone.now() + tasks.UNDO_TIME).enqueue(self.pk)
        if status == Status.PENDING:
            Digest.announce(self)
        return decision
