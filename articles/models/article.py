from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import dates, feed_ids
from articles.editor import EXTENSIONS
from articles.models.article_address import ArticleAddress
from articles.models.article_queryset import ArticleQuerySet, Kind
from articles.models.article_text import TEASER_LENGTH, ArticleBody, ArticleText
from articles.models.old_address import OldAddress
from articles.models.publication import Publication
from articles.models.search_text import SearchText
from articles.models.social_card import HasSocialCard
from articles.models.versioned import HasVersions
from articles.slugs import Slug
from newsroom import freshness, html
from newsroom.models import MOST_DAYS, Masthead
from newsroom.site.modes import OF_OPEN_ONES, Mode, strictest
from newsroom.text import characters
from newsroom.work.jobs import Job

# Columns derived on every save, and columns of a stored article that save() leaves alone.
DERIVED = {"slug", "filed", "teaser", "comments_close_at", "updated_at", "saved_at"}
LEFT_ALONE = {
    *("comment_count", "feed_id", "corrections_changed_at", "changes"),
    *("trashed_at", "trashed_by"),
    *("never_on_front", "social_card"),
}


class CommentPolicy(models.TextChoices):
    OPEN = "open", _("open, until the house rules close them")
    ALWAYS = "always", _("always open")
    CLOSED = "closed", _("closed (existing comments stay)")


def discussion_end(published_at):
    days = min(Masthead.current().comments_close_after, MOST_DAYS)
    return published_at + timedelta(days=days) if dates.is_possible(published_at) and days else None


class Article(ArticleText, HasSocialCard, Publication, HasVersions, ArticleAddress):
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.STORY)
    kicker = characters.Line(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("A word or two above the headline: Analysis, Interview, Live."),
    )
    headline = characters.Line(_("headline"), max_length=200)
    slug = Slug(
        _("slug"),
        max_length=200,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the address. Leave empty to use the headline."),
    )
    # The month that its address names. Not published_at, which may be corrected later: an
    # address that readers have seen must not move with it.
    filed = models.DateField(editable=False, null=True)
    lead = characters.Text(_("lead"), blank=True)
    dateline = characters.Line(
        _("dateline"),
        max_length=60,
        blank=True,
        help_text=_("The place it was reported from."),
    )
    body = ArticleBody(
        _("body"), blank=True, extensions=EXTENSIONS, sanitize=html.ArticleHTML.sanitised
    )
    # The excerpt in lists, cut once on save instead of on each page.
    teaser = models.CharField(max_length=TEASER_LENGTH, editable=False, blank=True)
    authors = models.ManyToManyField("Author", through="Byline", related_name="articles")
    topics = models.ManyToManyField(
        "Topic", verbose_name=_("topics"), related_name="articles", blank=True
    )
    picture = models.ForeignKey(
        "Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        related_name="articles",
        null=True,
        blank=True,
    )
    # Those that its text names, known from the text alone.
    pictures_in_text = models.ManyToManyField("Picture", related_name="texts", editable=False)
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        validators=[dates.check],
        help_text=_("Leave empty for a draft. With a future date, readers see it from then on."),
    )
    unpublished_at = models.DateTimeField(_("unpublished"), null=True, blank=True, editable=False)
    # It comes out at this moment or later, whoever presses what.
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True, editable=False)
    # When a correction of it was last added, changed or removed (articles/models/correction.py).
    corrections_changed_at = models.DateTimeField(null=True, editable=False)
    saved_at = models.DateTimeField(_("last saved"), auto_now=True)
    comment_policy = models.CharField(
        _("comments"), max_length=8, choices=CommentPolicy.choices, default=CommentPolicy.OPEN
    )
    moderation = models.CharField(
        _("moderation"),
        max_length=8,
        choices=OF_OPEN_ONES,
        blank=True,
        help_text=_("Leave empty to use the topic's or the paper's setting."),
    )
    # When the masthead's rule closes the discussion; kept with the article so that stored pages
    # grow stale at that very moment (newsroom/freshness.py).
    comments_close_at = models.DateTimeField(null=True, editable=False)
    # Approved ones; moved in the transaction of each decision (comments/models.py).
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    # An editor keeps it off the front page, whatever its date (articles/admin/front.py).
    never_on_front = models.BooleanField(default=False, db_default=False, editable=False)
    # Its key in an imported file; a second import of it changes nothing.
    source = models.CharField(max_length=300, null=True, editable=False, unique=True)
    # Its id in every feed, for good: whatever becomes of its slug, its date and our name.
    feed_id = models.CharField(max_length=feed_ids.LONGEST, null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["filed", "slug"], name="one_article_per_address"),
        ]
        indexes = [
            models.Index(fields=["published_at", "id"], name="newest_articles"),
            # With all that says what is public, so that counting reads no texts.
            models.Index(
                fields=["kind", "published_at", "id", "unpublished_at", "trashed_at"],
                name="public_stories",
            ),
            models.Index(fields=["comments_close_at"], name="closing_discussions"),
            models.Index(fields=["unpublished_at"], name="unpublished_articles"),
            models.Index(fields=["feed_id"], name="articles_by_feed_id"),
            models.Index(fields=["moderation"], name="articles_by_moderation"),
            # The trash last, to count without reading texts. First, SQLite would begin there.
            models.Index(fields=["saved_at", "id", "trashed_at"], name="articles_by_last_save"),
            models.Index(
                fields=["updated_at"],
                condition=Q(updated_at__isnull=False),
                name="last_updated_articles",
            ),
            models.Index(
                fields=["corrections_changed_at"],
                condition=Q(corrections_changed_at__isnull=False),
                name="last_corrected_articles",
            ),
            models.Index(
                fields=["changes"],
                condition=Q(changes__isnull=False),
                name="changes_not_public",
            ),
            models.Index(
                fields=["trashed_at"],
                condition=Q(trashed_at__isnull=False),
                name="articles_in_trash",
            ),
            models.Index(
                fields=["trashed_by"],
                condition=Q(trashed_by__isnull=False),
                name="articles_trashed_by",
            ),
            models.Index(
                fields=["social_picture"],
                condition=Q(social_picture__isnull=False),
                name="articles_by_social_picture",
            ),
        ]

    def __str__(self):
        return self.headline

    def clean(self):
        self.file(self.as_stored())
        if self.filed:  # else it has no address yet
            self.take_free_slug()

    @transaction.atomic
    def save(self, *, update_fields=None, **options):
        """Insert it; or update `update_fields` and the columns derived from them.

        The other columns are read again, so a stale instance overwrites nothing.
        """
        freshness.lock()
        before = self.as_stored(lock=True)
        if before:
            update_fields = self.reload_unwritten(before, update_fields)
        else:
            self.feed_id = self.feed_id or feed_ids.new()
        self.file(before)
        self.check_embargo()
        if self.is_page and self.filed and self.is_taken(self.slug):
            self.slug = self.free_slug()
        has_new_text = update_fields is None or "body" in update_fields
        if has_new_text:
            # Sanitised first: the teaser is cut from what readers will see.
            pictures = self.set_body(html.ArticleHTML.sanitised(self.body))
        self.teaser = self.as_teaser()
        self.comments_close_at = discussion_end(self.published_at)
        if self.updated_at and not self.was_updated:
            self.updated_at = None
        super().save(update_fields=update_fields, **options)
        if has_new_text and (before or pictures):
            self.pictures_in_text.set(pictures)
        SearchText.index(self)
        self.announce(before)
        if before and before.has_known_address:
            OldAddress.objects.remember([before.get_absolute_url()], self)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        Article.objects.filter(pk=self.pk).let_go()
        return super().delete(*args, **kwargs)

    def reload_unwritten(self, before, update_fields) -> set[str]:
        """Reset the columns that are not to be written to `before`; return the others' names."""
        columns = {field.name: field.attname for field in self._meta.concrete_fields}
        written = {*columns} if update_fields is None else {*update_fields}
        written -= {"id", *LEFT_ALONE}
        for name in columns.keys() - written:
            setattr(self, columns[name], getattr(before, columns[name]))
        return written | DERIVED

    def as_stored(self, lock=False):
        articles = Article.objects.select_for_update(no_key=True) if lock else Article.objects
        return articles.filter(pk=self.pk).first() if self.pk else None

    # -- its comments

    @property
    def is_open_for_comments(self):
        if not self.is_public or self.is_page or self.comment_policy == CommentPolicy.CLOSED:
            return False
        if self.comment_policy == CommentPolicy.OPEN and self.mode == Mode.CLOSED:
            return False
        return self.closes_at is None or self.closes_at > timezone.now()

    @property
    def mode(self) -> str:
        """Return its comment mode: its own, else its topics' strictest, else the paper's."""
        mode = self.moderation or strictest(topic.moderation for topic in self.topics.all())
        return mode or Masthead.current().moderation

    @property
    def closes_at(self):
        return self.comments_close_at if self.comment_policy == CommentPolicy.OPEN else None

    def relate(self):
        Job.plan("article_changed", self.pk)

    def leave_lists(self):
        self.relations.all().delete()
        self.related_from.all().delete()
        self.keywords.all().delete()
