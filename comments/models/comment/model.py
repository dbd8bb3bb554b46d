from dataclasses import replace

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import moderation
from comments.models.comment import gathering
from comments.models.comment.flags import Flags
from comments.models.comment.moderator_actions import ModeratorActions
from comments.models.comment.seen import HeldForWording, seen_token_of, text_hash_of
from comments.models.comment.thread_position import DEEPEST, STEP, ThreadPosition
from comments.models.comment.writer_actions import WriterActions
from comments.models.comment_queryset import CommentQuerySet
from comments.models.commenter import Commenter
from comments.models.decision import Way
from comments.models.moderator_subscription import ModeratorSubscription
from comments.models.name_reading import NameReading
from comments.models.sender import Sender
from comments.models.training_example import FeatureCount
from comments.moderation.reasons import NO_REASON, Because, Reason
from comments.spam import features, signs, weighing
from comments.status import HIDDEN, Status
from newsroom import html, rights
from newsroom.planner import Beginning, NotByIndex
from newsroom.text import characters
from newsroom.turn_to_write import turn_to_write
from newsroom.work.jobs import Job

LONGEST_TEXT = 5000  # characters
LONGEST_NAME = 60  # characters


class Comment(ThreadPosition, WriterActions, ModeratorActions, Flags, models.Model):
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
    body = html.HTMLField(html=html.CommentHTML, editable=False)  # as it is shown
    # Its language (newsroom/text/languages.py); empty if that is not clear.
    language = models.CharField(max_length=2, blank=True, db_default="", editable=False)
    # Of the first comment of a thread: how many public ones the thread has; else 0. Moved in the
    # transaction of each decision, so that a page of threads is a look into an index.
    thread_size = models.PositiveIntegerField(default=0, editable=False)
    featured_at = models.DateTimeField(_("editors' pick since"), null=True, editable=False)
    status = models.CharField(
        _("state"), max_length=8, choices=Status.choices, default=Status.PENDING
    )
    reason_code = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    reason_text = models.CharField(_("in words"), max_length=200, blank=True)
    # All that the house rules noticed when it came: code, text and weight of each reason, the
    # heaviest first; what holds now is said by `reason_code` and `reason_text`.
    reasons = models.JSONField(default=list, editable=False)
    # Features of the spam filter besides its words (comments/spam/signs.py).
    spam_signs = models.JSONField(default=list, editable=False)
    # The strongest features at its arrival with their weights, and the sum.
    spam_parts = models.JSONField(default=list, editable=False)
    spam_score = models.FloatField(null=True, editable=False)
    # Changed by its writer, who was told about the wording before anything was stored; None: was
    # told nothing.
    reworded = models.BooleanField(null=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    deleted_at = models.DateTimeField(
        null=True, editable=False
    )  # by its writer: all words are gone
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
        permissions = [("moderate_comment", _("Can moderate comments"))]
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
            # Not of the unread alone: SQLite takes an index with a condition only for words that
            # stand in the query itself, and Django passes each as a parameter.
            models.Index(fields=["status", "reason_code", "created_at", "id"], name="by_reason"),
            models.Index(fields=["article", "created_at", "id"], name="article_by_age"),
            models.Index(fields=["language", "status", "created_at", "id"], name="by_language"),
            models.Index(fields=["language", "created_at", "id"], name="language_by_age"),
            models.Index(Beginning("text"), "article", name="same_beginning"),
            models.Index(
                fields=["created_at"],
                condition=Q(IsNull(NotByIndex("commenter"), True), email__gt=""),
                name="unconfirmed_addresses",
            ),
            models.Index(
                fields=["article", "featured_at", "id"],
                condition=models.Q(featured_at__isnull=False),
                name="editors_picks",
            ),
            models.Index(
                fields=["article", "status", "created_at", "id"],
                condition=models.Q(author__isnull=False),
                name="newsroom_answers",
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
        return f"{self.name}: {html.cut(html.plain(self.body), 60)}"

    def get_absolute_url(self):
        """Return a permanent address, which redirects to its page."""
        return reverse("comment", args=[*self.article.address, self.pk])

    def validate_constraints(self, exclude=None):
        """Check the state only where a form sets it; Django compiles a query to find that out."""
        if "status" not in (exclude or ()):
            super().validate_constraints(exclude)

    @property
    def reason(self) -> Because:
        return Because(self.reason_code, self.reason_text)

    @reason.setter
    def reason(self, reason: Because):
        self.reason_code, self.reason_text = reason

    @property
    def is_public(self):
        return self.status == Status.APPROVED

    @property
    def is_read(self):
        """Return True if readers see it: it and its article are public."""
        return self.is_public and self.article.is_public

    @property
    def is_by_newsroom(self):
        """Return True if its account is of the staff now; who left has no badge any more."""
        return rights.is_staff(self.author)

    @property
    def is_deleted(self):
        return self.deleted_at is not None

    @property
    def is_unwanted(self):
        return self.status in HIDDEN and not self.is_deleted

    @property
    def text_hash(self) -> str:
        return text_hash_of(self.name, self.text)

    @property
    def seen_token(self) -> str:
        return seen_token_of(self.status, self.name, self.text)

    @property
    def reason_in_words(self):
        return moderation.in_words(self.reason_code, self.reason_text)

    # -- submission

    def submit(self, submission=moderation.UNKNOWN, tell_first=False, along=lambda: None):
        """Store it with the status of the house rules.

        The rules run before anything is locked, for a custom rule may be slow. With `tell_first`
        raise HeldForWording, and store nothing, if it is for its wording that it would be held.
        `along` is called in the transaction that stores it, as the last thing.
        """
        self.render()
        known = gathering.gather(self, submission)
        self.spam_signs = signs.noticed(known)
        verdict = self._judge(known)
        if tell_first and verdict.holds_for_wording:
            raise HeldForWording
        self.status = verdict.status
        with turn_to_write(), transaction.atomic():
            self._store(submission.network, known)
            along()

    def _store(self, network, known):
        self.take_place()
        if network:
            Sender.remember(self, network)
        if self.commenter:
            NameReading.objects.bulk_create(NameReading.of([self]))
        if self.status != Status.PENDING:
            self._count(int(self.is_public), is_new=True)
            decided = {"from_status": Status.PENDING, "before": self.reason}
            decision = self.log(self.reason, by=None, way=Way.RULE, **decided)
            if self._concerns_others(known.article_is_followed):
                self._plan_follow_up(decision)
        elif known.moderators_are_told:
            ModeratorSubscription.announce(self)
        if self.email and not self.commenter and self.status in (Status.PENDING, Status.APPROVED):
            Job.plan("address_given", self.pk)

    def _concerns_others(self, article_is_followed) -> bool:
        """Return True if an e-mail may be due about a decision of the house rules.

        An address that was typed may be confirmed before.
        """
        if not self.is_public:
            return bool(self.email)
        answered = self.parent
        is_answer = answered and answered.email and answered.commenter_id != self.commenter_id
        return article_is_followed or bool(is_answer)

    def _judge(self, known):
        """Return the verdict of spam filter and house rules on the comment as rendered."""
        names = features.of_comment(self)
        parts = weighing.parts(names, FeatureCount.seen(names))
        self.spam_parts, self.spam_score = parts, weighing.score(parts)
        verdict = moderation.verdict(replace(known, spam_score=self.spam_score))
        self.reason, self.reasons = verdict.reason, verdict.reasons
        return verdict

    @transaction.atomic
    def move_in(self, status, reason=NO_REASON):
        """Store one that was written elsewhere in the state it had there: no rule is asked.

        The count of the article stays; see `recount`.
        """
        self.render(strip=True)
        self.status, self.reason = status, reason
        self.take_place()
