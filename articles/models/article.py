from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField

from articles import dates, feed_ids
from articles.cursor import Cursor
from articles.editor import EXTENSIONS
from articles.fixed_addresses import is_fixed
from articles.models.article_queryset import ArticleQuerySet, Kind
from articles.models.old_address import KeepsAddress, OldAddress
from articles.models.picture import Picture
from articles.models.search_text import SearchText
from articles.models.version import Origin, Why
from articles.models.versioned import HasVersions
from articles.slugs import Slug, free_slug, slug_of
from newsroom import freshness, html
from newsroom.models import MOST_DAYS, Masthead
from newsroom.site.modes import OF_OPEN_ONES, Mode, strictest
from newsroom.text import characters
from newsroom.work.jobs import Job

TEASER_LENGTH = 200  # characters
CLOCKS = {"published_at", "unpublished_at"}
# Columns derived on every save, and columns of a stored article that save() leaves alone.
DERIVED = {"slug", "filed", "teaser", "comments_close_at", "updated_at", "saved_at"}
LEFT_ALONE = {"comment_count", "feed_id", "corrections_changed_at", "changes"}


UNDER_EMBARGO = _("It is under embargo: choose a later time, or remove the embargo.")


class Embargoed(ValidationError):
    pass


class CommentPolicy(models.TextChoices):
    OPEN = "open", _("open, until the house rules close them")
    ALWAYS = "always", _("always open")
    CLOSED = "closed", _("closed (existing comments stay)")


def _origin(by) -> str:
    return Origin.FORM if by else Origin.COMMAND


def discussion_end(published_at):
    days = min(Masthead.current().comments_close_after, MOST_DAYS)
    return published_at + timedelta(days=days) if dates.is_possible(published_at) and days else None


class BodyInput(characters.SourceInput, ProseEditorFormField):
    """The widget of the body: its HTML source in the editor."""


class ArticleBody(html.HTMLField, ProseEditorField):
    """The body: written in the editor, sanitised by our rules.

    Forms have its pictures as references, the column has them as readers get them
    (newsroom/html/figures.py).
    """

    def clean(self, value, instance):
        return Picture.objects.expanded(super().clean(value, instance))

    def value_from_object(self, instance):
        value = super().value_from_object(instance)
        return value and html.collapsed(value)

    def formfield(self, **options):
        return super().formfield(**{"form_class": BodyInput, **options})


class Article(HasVersions, KeepsAddress):
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
    body = ArticleBody(_("body"), blank=True, extensions=EXTENSIONS, sanitize=html.article)
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
            models.Index(fields=["kind", "published_at", "id"], name="newest_stories"),
            models.Index(fields=["comments_close_at"], name="closing_discussions"),
            models.Index(fields=["unpublished_at"], name="unpublished_articles"),
            models.Index(fields=["feed_id"], name="articles_by_feed_id"),
            models.Index(
                fields=["changes"],
                condition=Q(changes__isnull=False),
                name="changes_not_public",
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

    def as_teaser(self) -> str:
        words = " ".join(self.lead.split()) or html.plain(self.body)
        return html.cut(words, TEASER_LENGTH)

    def set_body(self, body) -> list:
        """Set the sanitised text, its pictures expanded for readers; return them."""
        pictures = Picture.objects.shown_in(body)
        self.body = Picture.objects.expanded(body, pictures)
        return pictures

    @transaction.atomic
    def change_text(self, change=html.collapsed):
        """Write the stored text anew after `change`; it is still last saved when it was."""
        freshness.lock()
        stored = self.as_stored(lock=True)
        body = stored and Picture.objects.expanded(html.ArticleHTML.sanitised(change(stored.body)))
        if stored and body != stored.body:
            saved_at, stored.body = stored.saved_at, body
            stored.save(update_fields=["body"])
            Article.objects.filter(pk=self.pk).update(saved_at=saved_at)

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

    # -- its address

    def get_absolute_url(self):
        """Return its public address; "" without a date."""
        if not self.filed:
            return ""
        if self.is_page:
            return reverse("page", args=[self.slug])
        return reverse("article", args=self.address)

    @property
    def is_page(self):
        return self.kind == Kind.PAGE

    @property
    def known_addresses(self):
        """Return its present address, and that with its month, which leads to a page too."""
        if not self.was_public:
            return []
        return [*super().known_addresses, reverse("article", args=self.address)]

    @property
    def address(self):
        """Return the three parts (year, month, slug) of every address about it.

        An impossible date has one too, which is a 404.
        """
        year = min(max(self.filed.year, dates.EARLIEST.year), dates.LATEST.year - 1)
        return f"{year:04}", f"{self.filed:%m}", self.slug

    @property
    def id_in_feeds(self) -> str:
        """Return its id; its address if a process of an older version has just stored it."""
        return self.feed_id or f"{settings.SITE_URL}{self.get_absolute_url()}"

    def file(self, before):
        """Set its month and a free slug, unless readers know its address already.

        `before` is the stored article, or None.
        """
        if not self.slug:
            self.slug = slug_of(self.headline) or "article"
            if self.is_page:
                self.slug = self.free_slug()
        is_known = before.has_known_address if before else self.filed
        if dates.is_possible(self.published_at) and not is_known:
            here = timezone.localtime(self.published_at, Masthead.current().zone)
            self.filed = here.date().replace(day=1)

    def others_at(self, slug):
        """Return those that `slug` would be taken from: of its month, and of a page all pages."""
        beside = Q(filed=self.filed)
        if self.is_page:
            beside |= Q(kind=Kind.PAGE, filed__isnull=False)
        return Article.objects.filter(beside, slug=slug).exclude(pk=self.pk)

    def take_free_slug(self):
        self.file(self.as_stored())
        self.slug = self.free_slug()

    def free_slug(self):
        return free_slug(self.slug, self.is_taken, self._meta.get_field("slug").max_length)

    def is_taken(self, slug):
        return (self.is_page and is_fixed(slug)) or self.others_at(slug).exists()

    @property
    def lead_as_html(self):
        return html.with_line_breaks(self.lead)

    # -- publishing

    @property
    def is_public(self):
        has_come = dates.is_possible(self.published_at) and self.published_at <= timezone.now()
        return has_come and not self.is_unpublished

    @property
    def is_scheduled(self):
        will_come = dates.is_possible(self.published_at) and self.published_at > timezone.now()
        return will_come and not self.is_unpublished

    @property
    def is_unpublished(self):
        return bool(self.unpublished_at) and self.unpublished_at <= timezone.now()

    @property
    def state(self) -> str:
        if self.is_unpublished:
            return "unpublished"
        if self.is_public:
            return "public"
        return "scheduled" if self.is_scheduled else "draft"

    @property
    def was_public(self):
        moment = self.published_at
        has_come = dates.is_possible(moment) and moment <= timezone.now()
        return has_come and not (self.unpublished_at and self.unpublished_at <= moment)

    @property
    def has_known_address(self):
        """Return True if readers may know its address, even if its date was removed since."""
        return bool(self.filed) and (not self.published_at or self.was_public)

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

    @transaction.atomic
    def publish(self, at=None, until=None, by=None):
        """Publish it now or `at` an aware datetime, with its changes; take it off `until` another.

        Without `at`, an article that was public before keeps its date. Raise ValidationError for an
        impossible date, and before the end of an embargo.
        """
        if at:
            dates.check(at)
        freshness.lock()
        before = self.as_stored(lock=True) or self
        if before.changes and not before.is_public:
            self.take_up_changes(before)
        self.published_at = at or (before.published_at if before.was_public else timezone.now())
        self.unpublished_at = until
        self.slug, self.filed = before.slug, before.filed
        if not before.has_known_address:
            self.take_free_slug()
        self.save(update_fields={*CLOCKS, "slug"} if self.pk else None)
        self.relate()
        self.relate_later()
        self.record(Why.SCHEDULED if self.is_scheduled else Why.PUBLISHED, by, origin=_origin(by))

    @transaction.atomic
    def unpublish(self, at=None, by=None):
        """Take it off the site now or `at` a moment, keeping its address and date."""
        freshness.lock()
        self.unpublished_at = at or timezone.now()
        self.save(update_fields=["unpublished_at"])
        if not self.is_unpublished:
            self.relate_later()
            return
        self.leave_lists()
        self.record(Why.UNPUBLISHED, by, origin=_origin(by))

    def relate_later(self):
        """Plan that lists of related posts are made anew when the clock takes it off."""
        if self.unpublished_at and not self.is_unpublished:
            Job.plan("article_changed", self.pk, at=self.unpublished_at)

    @property
    def is_embargoed(self):
        return bool(self.embargo_until) and self.embargo_until > timezone.now()

    @transaction.atomic
    def set_embargo(self, until):
        """Keep it from readers `until` then, or, with None, no longer. Raise Embargoed if it is out
        before."""
        self.embargo_until = until
        self.save(update_fields=["embargo_until"])

    def check_embargo(self):
        """Raise Embargoed if readers would get it before its embargo ends."""
        comes_out = dates.is_possible(self.published_at) and not self.is_unpublished
        if self.is_embargoed and comes_out and self.published_at < self.embargo_until:
            raise Embargoed(UNDER_EMBARGO)

    def announce(self, before):
        """Plan a message to the hub for its publication; `before` is the stored article.

        It hears of each publication once: not of another date for what is public already.
        """
        moment = self.published_at
        if before and (before.published_at, before.state) == (moment, self.state):
            return
        planned = Job.objects.filter(fact="news_published", arguments=[self.pk])
        planned.filter(next_try_at__gt=timezone.now(), tries=0).delete()
        is_news = dates.is_possible(moment) and moment >= timezone.now() - timedelta(days=1)
        is_to_come = self.is_public or self.is_scheduled
        if is_news and is_to_come and not (before and before.is_public) and Masthead.current().hub:
            Job.plan("news_published", self.pk, at=moment if self.is_scheduled else None)

    def mark_updated(self):
        self.updated_at = timezone.now()

    @property
    def was_updated(self):
        """Return True if it was updated after its publication; before, it was only written."""
        updated, published = self.updated_at, self.published_at
        return bool(updated and published) and updated > published

    @property
    def changed_at(self):
        """Return when machines shall read it again; small changes do not count."""
        moments = (self.published_at, self.updated_at, self.corrections_changed_at)
        return max(filter(None, moments), default=None)

    # -- its neighbours

    def neighbours(self):
        topic = next(iter(self.topics.all()), None)
        if not topic or not self.is_public:
            return None, None
        stories = topic.articles.published().stories().only("kind", "headline", "slug", "filed")
        here = Cursor(self.published_at, self.pk)
        return (
            stories.before(here).newest_first().first(),
            stories.after(here).newest_first().last(),
        )

    def relate(self):
        Job.plan("article_changed", self.pk)

    def leave_lists(self):
        self.relations.all().delete()
        self.related_from.all().delete()
        self.keywords.all().delete()
