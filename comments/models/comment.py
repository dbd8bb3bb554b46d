import hashlib
from collections import Counter

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import moderation, tasks
from comments.models.comment_queryset import CommentQuerySet
from comments.models.commenter import Commenter, canonical
from comments.models.decision import Way
from comments.models.lesson import Lesson
from comments.models.notice import Notice
from comments.models.revision import EDITABLE_FOR
from comments.spamfilter import memory, weighing
from comments.status import Status
from newsroom import characters, freshness, prose, rights
from newsroom.models import Masthead

DEEPEST = 10  # levels of a thread that an owner can choose at most
STEP = 8  # hexadecimal digits of an id in a path
A_BATCH = 500  # rows; SQLite takes a thousand parameters
LONGEST_TEXT = 5000  # characters
LONGEST_NAME = 60  # characters


class TooLate(Exception):
    """The time in which the words of a comment may be changed is over."""


class Changed(Exception):
    """The words are not those any more that were decided about."""


def recount(article):
    """Set the counts under `article`, its own and its threads', to what readers can count."""
    paths = article.comments.approved().values_list("path", flat=True)
    sizes = Counter(int(path[:STEP], 16) for path in paths.iterator())
    article.comments.with_thread().update(thread_size=0)
    for size in set(sizes.values()):
        roots = [thread for thread, number in sizes.items() if number == size]
        for start in range(0, len(roots), A_BATCH):
            some = roots[start : start + A_BATCH]
            article.comments.filter(pk__in=some).update(thread_size=size)
    Article.objects.filter(pk=article.pk).update(comment_count=sizes.total())


def version_of(name: str, text: str) -> str:
    """What stands for these very words, so that nobody decides about others unseen."""
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:16]


class Comment(models.Model):
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="comments"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="replies", null=True, blank=True
    )
    # The ids from the top of the thread down to this one, so that reading a thread in
    # order is reading an index in order.
    path = models.CharField(max_length=STEP * DEEPEST, editable=False, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="comments",
        null=True,
        blank=True,
        editable=False,
    )
    name = characters.Line(_("name"), max_length=LONGEST_NAME)
    email = models.EmailField(_("e-mail address"), blank=True)
    # Whose it is, proved by a link that was sent to the address; nothing that is typed sets it.
    commenter = models.ForeignKey(
        Commenter,
        models.SET_NULL,
        verbose_name=_("commenter"),
        related_name="comments",
        null=True,
        blank=True,
        editable=False,
    )
    text = characters.Text(_("comment"), max_length=LONGEST_TEXT)  # as it was typed
    body = prose.ProseField(html=prose.CommentHTML, editable=False)  # as it is shown
    # Of the first comment of a thread: how many public ones the thread has; else 0. Moved in the
    # transaction of each decision, so that a page of threads is a look into an index.
    thread_size = models.PositiveIntegerField(default=0, editable=False)
    featured_at = models.DateTimeField(_("editors' pick since"), null=True, editable=False)
    status = models.CharField(
        _("state"), max_length=8, choices=Status.choices, default=Status.PENDING
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # All that the house rules noticed when it came, in their order; `reason` is the last word.
    reasons = models.JSONField(default=list, editable=False)
    # What the spam filter said when it came: each feature and its weight, and their sum.
    spam_parts = models.JSONField(default=list, editable=False)
    spam_score = models.FloatField(null=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(null=True, editable=False)  # what is shown, not who tried
    # The nonce of the form it was sent with: the same form makes one comment, however often sent.
    form_key = models.CharField(max_length=32, null=True, editable=False, unique=True)
    # The receipt's token, hashed: whoever reads the table cannot open a receipt.
    receipt = models.CharField(max_length=64, null=True, editable=False, unique=True)
    source = models.CharField(max_length=300, null=True, editable=False, unique=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can decide what becomes of comments"))]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="comment_has_a_state"
            ),
        ]
        indexes = [
            models.Index(fields=["article", "status", "path"], name="threads_of_an_article"),
            models.Index(fields=["status", "created_at", "id"], name="queues"),
            models.Index(fields=["created_at", "id"], name="by_age"),
            models.Index(fields=["article", "status", "created_at", "id"], name="newest_first"),
            models.Index(
                fields=["article", "featured_at", "id"],
                condition=models.Q(featured_at__isnull=False),
                name="editors_picks",
            ),
            models.Index(
                fields=["article", "path"],
                condition=models.Q(thread_size__gt=0),
                name="threads_by_age",
            ),
            models.Index(
                fields=["article", "thread_size", "path"],
                condition=models.Q(thread_size__gt=0),
                name="threads_by_size",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {prose.cut(prose.plain(self.body), 60)}"

    def get_absolute_url(self):
        """An address that leads to it for good, on whatever page it stands then."""
        return reverse("comment", args=[*self.article.address, self.pk])

    @property
    def thread(self):
        """The number of the comment that its thread began with."""
        return int(self.path[:STEP], 16)

    @property
    def depth(self):
        """Levels below the top of its thread: 0 for a comment on the article itself."""
        return len(self.path) // STEP - 1

    @property
    def is_public(self):
        return self.status == Status.APPROVED

    @property
    def is_withdrawn(self):
        """Whether its writer took it back: there is nothing left to show or to decide."""
        return self.reason == moderation.Reason.WITHDRAWN

    @property
    def version(self) -> str:
        return version_of(self.name, self.text)

    @property
    def may_be_edited(self):
        """Other words are taken for a quarter of an hour, as long as nobody has answered these."""
        return (
            self.status in (Status.PENDING, Status.APPROVED)
            and timezone.now() - self.created_at < EDITABLE_FOR
            and not self.replies.exists()
        )

    @property
    def open_edit(self):
        """The words that wait to take the place of these; None if there are none."""
        return self.revisions.filter(status=Status.PENDING).first()

    @property
    def reason_in_words(self):
        return moderation.in_words(self.reason)

    # -- its life

    @transaction.atomic
    def submit(self, how=moderation.NOTHING_KNOWN):
        """Store it in the state that the house rules give it; `how` it was written may matter."""
        verdict = self._judge(how)
        self.body = prose.comment(self.text)
        self.take_place()
        if verdict.status == Status.PENDING:
            self.save(update_fields=["reason"])
        else:
            self._become(verdict.status, reason=self.reason, way=Way.RULE, by=None)
        if self.email and not self.commenter and self.status in (Status.PENDING, Status.APPROVED):
            tasks.ask_for_proof.enqueue(self.pk)

    def _judge(self, how):
        """Have filter and house rules look at its words; returns the verdict."""
        parts = memory.judge(self)
        self.spam_parts, self.spam_score = parts, weighing.score(parts)
        verdict = moderation.verdict(self, how)
        self.reason, self.reasons = verdict.reason, verdict.reasons
        return verdict

    @transaction.atomic
    def prove(self):
        """Its writer is who has the address: they showed it. Returns the Commenter."""
        self.commenter = Commenter.objects.get_or_create(email=canonical(self.email))[0]
        self.save(update_fields=["commenter"])
        return self.commenter

    @transaction.atomic
    def move_in(self, status, reason=""):
        """Store one that was written elsewhere in the state it had there: no rule is asked.

        The count under the article does not move with it; see `recount`.
        """
        self.body = prose.comment(self.text, strip=True)
        self.take_place()
        self.status, self.reason = status, reason
        self.save(update_fields=["status", "reason"])

    def take_place(self):
        """Store it for the first time, behind what it answers; the deepest level is the last."""
        self.status = Status.PENDING
        self.save()
        deepest = Masthead.current().thread_depth
        above = self.parent.path[: STEP * (deepest - 1)] if self.parent else ""
        self.path = f"{above}{self.pk:0{STEP}x}"
        self.save(update_fields=["path"])

    def approve(self, by, **how):
        return self.decide(Status.APPROVED, by, **how)

    def refuse(self, by, **how):
        return self.decide(Status.REJECTED, by, **how)

    def mark_as_spam(self, by, **how):
        return self.decide(Status.SPAM, by, **how)

    @transaction.atomic
    def decide(self, status, by, reason="", way=Way.DESK, seen=None):
        """Move it to `status`, together with the log and the count under the article.

        Returns the Decision; None if it was in that state already, whoever put it there. Raises
        Changed if `seen`, the version that was decided about, is not what it says by now.
        """
        # The row is locked first: of two moderators who decide at once, the second one
        # decides on what the first one made of it.
        stored = Comment.objects.select_for_update().get(pk=self.pk)
        self.status = stored.status
        if self.status == status or stored.is_withdrawn:
            return None
        if seen is not None and seen != stored.version:
            raise Changed
        return self._become(status, by=by, reason=reason, way=way)

    def take_back(self, decision, by):
        """Be in the state from before `decision`, which holds now; see Decision.undo."""
        earlier = self.decisions.filter(pk__lt=decision.pk).exclude(from_status=F("to_status"))
        known = earlier.values_list("reason", flat=True).first()
        first = self.reasons[0] if self.reasons else moderation.Reason.UNREAD
        undone = self._become(
            decision.from_status, by=by, reason=moderation.Reason.UNDONE, way=Way.DESK
        )
        self.reason = known if known is not None else first
        self.save(update_fields=["reason"])
        settled = self.notices.filter(by__in=[decision.by_id, by.pk], closed_at__gte=decision.at)
        settled.update(closed_at=None, by=None, outcome="")
        return undone

    @transaction.atomic
    def edit(self, text):
        """Give it other words, if it still may have them; raises TooLate.

        A waiting comment has them at once, and the house rules read it anew. A public one keeps
        its own until the new ones have passed the same rules, or a person has read them.
        """
        stored = Comment.objects.select_for_update().get(pk=self.pk)
        if not stored.may_be_edited:
            raise TooLate
        self.status, self.text = stored.status, text
        if stored.status == Status.PENDING:
            self._replace(self._judge(moderation.NOTHING_KNOWN))
        else:
            verdict = moderation.verdict(self, moderation.NOTHING_KNOWN)
            self._revise(stored, verdict.status, verdict.reason)

    def _replace(self, verdict):
        self.body = prose.comment(self.text)
        judged = ["reason", "reasons", "spam_parts", "spam_score"]
        self.save(update_fields=["text", "body", *judged])
        if verdict.status != Status.PENDING:
            self._become(verdict.status, reason=self.reason, way=Way.RULE, by=None)

    def _revise(self, stored, verdict, reason):
        words, self.text = self.text, stored.text
        self.revisions.filter(status=Status.PENDING).delete()
        self.revisions.create(
            text=words,
            body=prose.comment(words),
            reason=reason,
            status=Status.PENDING if verdict == Status.APPROVED else verdict,
        )
        if verdict == Status.APPROVED:
            self.open_edit.accept(way=Way.RULE)

    @transaction.atomic
    def withdraw(self):
        """Take it back, as its writer may at any time: name, address and words are erased.

        Its place stays, for the replies below it.
        """
        was = Comment.objects.select_for_update().get(pk=self.pk)
        if was.is_withdrawn:
            return
        self.status = was.status
        self.revisions.all().delete()
        self.letters.all().delete()
        Lesson.forget(self)
        self.spam_parts, self.spam_score = [], None
        self.name = self.email = self.text = self.body = ""
        self.commenter = None
        fields = ["name", "email", "text", "body", "commenter", "spam_parts", "spam_score"]
        self.save(update_fields=fields)
        reason = moderation.Reason.WITHDRAWN
        self._become(Status.REMOVED, by=None, reason=reason, way=Way.WRITER)

    def teach(self):
        """Have the spam filter learn from what a moderator made of it."""
        if self.status in (Status.APPROVED, Status.SPAM):
            Lesson.learn(self, is_spam=self.status == Status.SPAM)
        else:
            Lesson.forget(self)

    @transaction.atomic
    def feature(self, by):
        """Make it one of the editors' picks. Returns the Decision, or None if it cannot be."""
        picked = Comment.objects.approved().filter(pk=self.pk, featured_at=None)
        return self._pick(picked, timezone.now(), moderation.Reason.PICKED, by)

    @transaction.atomic
    def unfeature(self, by):
        """Make it a comment like the others. Returns the Decision, or None if it is one."""
        picked = Comment.objects.filter(pk=self.pk, featured_at__isnull=False)
        return self._pick(picked, None, moderation.Reason.UNPICKED, by)

    @transaction.atomic
    def let_stand(self, by):
        """Leave it as it is, whatever was said against it. Returns the Decision, or None."""
        Comment.objects.select_for_update().get(pk=self.pk)
        if not self._close_notices(self.notices.open(), Notice.Outcome.STANDS, by):
            return None
        self.refresh_from_db(fields=["status"])
        return self.decisions.create(
            by=by,
            from_status=self.status,
            to_status=self.status,
            reason=moderation.Reason.LET_STAND,
            way=Way.DESK,
        )

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
        last = self.decisions.filter(way=Way.DESK).exclude(from_status=F("to_status")).first()
        return bool(last and last.by_id == user.pk and rights.others_may_moderate(user))

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

    def _pick(self, rows, moment, reason, by):
        if not rows.update(featured_at=moment):
            return None
        self.refresh_from_db(fields=["featured_at", "status"])
        freshness.new_edition()
        return self.decisions.create(
            by=by, from_status=self.status, to_status=self.status, reason=reason, way=Way.DESK
        )

    # -- what its writer may ask for

    def with_the_same_proof(self):
        """All that its writer wrote with the address proved; without a proof, this one."""
        comments = Comment.objects.select_related("article").oldest_first()
        if not self.commenter:
            return comments.filter(pk=self.pk)
        return comments.filter(commenter=self.commenter)

    def as_its_writer_sees_it(self) -> dict:
        """All that is stored of it and about its writer, as plain data (GDPR, article 15)."""
        return {
            "article": f"{settings.SITE_URL}{self.article.get_absolute_url()}",
            "written": self.created_at.isoformat(),
            "name": self.name,
            "email": self.email,
            "address_proved": self.commenter is not None,
            "text": self.text,
            "state": self.status,
            "reason": str(self.reason_in_words),
            "answers": self.parent_id,
            "edits": list(self.revisions.values("text", "status", "created_at")),
        }

    @transaction.atomic
    def erase_its_writer(self):
        """Take back all that was written with the same proof, and forget address and tokens."""
        commenter = self.commenter
        mine = list(self.with_the_same_proof())
        for comment in mine:
            comment.withdraw()
        numbers = [comment.pk for comment in mine]
        Comment.objects.filter(pk__in=numbers).update(receipt=None, form_key=None)
        if commenter:
            commenter.delete()

    def _become(self, status, *, by, reason, way):
        was, self.status, self.reason = self.status, status, reason
        self.save(update_fields=["status", "reason"])
        if status != Status.APPROVED:
            self.revisions.filter(status=Status.PENDING).update(status=Status.REJECTED)
        change = (status == Status.APPROVED) - (was == Status.APPROVED)
        if change:
            articles = Article.objects.filter(pk=self.article_id)
            articles.update(comment_count=F("comment_count") + change)  # a new edition, too
            threads = Comment.objects.filter(pk=self.thread)
            threads.update(thread_size=F("thread_size") + change)
        decision = self.decisions.create(
            by=by, from_status=was, to_status=status, reason=reason, way=way
        )
        if way != Way.RULE:
            settled = self._settled_by(status, way)
            self._close_notices(settled, Notice.Outcome.CHANGED, by)
        if way != Way.WRITER and status in (Status.APPROVED, Status.REJECTED, Status.REMOVED):
            undone_until = timezone.now() + tasks.UNDO_TIME
            tasks.tell.using(run_after=undone_until).enqueue(decision.pk)
        if way == Way.DESK:
            tasks.learn.using(run_after=timezone.now() + tasks.UNDO_TIME).enqueue(self.pk)
        return decision
