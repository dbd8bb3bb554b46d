import zoneinfo
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from string import Formatter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from newsroom import freshness, kept, together
from newsroom.site import crawlers
from newsroom.site.about import AboutThePaper, is_contact
from newsroom.site.modes import Mode
from newsroom.site.profiles import are_profiles, profiles
from newsroom.text import characters

_of_this_request: ContextVar["Masthead | None"] = ContextVar("masthead", default=None)

MOST_DAYS = 9_999  # until a discussion closes


def languages():
    return settings.LANGUAGES


def translated_languages() -> list[tuple[str, str]]:
    """Return the languages that all words of the paper are in, with their variants."""
    catalogues = {folder.name for folder in settings.LOCALE_PATHS[0].iterdir()}
    return [
        (code, name) for code, name in settings.LANGUAGES if code.partition("-")[0] in catalogues
    ]


def _on_every_page(model, menu) -> list[models.QuerySet]:
    return [model.objects.all(), *(import_string(path)(menu) for path in settings.ON_EVERY_PAGE)]


IN_TITLES = ("name", "short_name", "headline")


def is_title_pattern(pattern):
    """Raise ValidationError unless `pattern` has only placeholders of a title."""
    try:
        parts = {part[1:] for part in Formatter().parse(pattern)}
    except ValueError:  # a brace that is not closed
        parts = {("",)}
    # No width, no conversion and no attribute: "{name:>30000000}" would be a title, too.
    if not parts <= {(None, None, None), *((name, "", None) for name in IN_TITLES)}:
        raise ValidationError(_("Use only {name}, {short_name} and {headline} in the pattern."))


def is_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone.") % {"name": name})


class Masthead(AboutThePaper, freshness.MovesEdition):
    """The only row of its table: the name of the paper and its settings."""

    name = characters.Line(_("full name"), max_length=120, default="Newsroom")
    short_name = characters.Line(
        _("short name"),
        max_length=24,
        default="News",
        help_text=_("Shown before the headline in the browser's title bar."),
    )
    tagline = characters.Line(_("tagline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en", choices=languages)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[is_time_zone]
    )
    title_pattern = models.CharField(
        _("title pattern"),
        max_length=120,
        default="{short_name}: {headline}",
        validators=[is_title_pattern],
        help_text=_("The browser's title; may use {name}, {short_name} and {headline}."),
    )
    ads_txt = characters.Source(
        "ads.txt",
        blank=True,
        help_text=_("Served at /ads.txt exactly as written here. Leave empty for no file."),
    )
    robots_txt = characters.Text(
        "robots.txt",
        blank=True,
        help_text=_("Leave empty to allow everything but the desk and to name the sitemap."),
    )
    ai_crawlers = models.CharField(
        _("AI crawlers"),
        max_length=8,
        choices=crawlers.Choice,
        default=crawlers.Choice.WELCOME,
        help_text=_("Written to robots.txt, unless you fill it in above."),
    )
    hub = models.CharField(
        _("WebSub hub"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Named in the feeds, so that feed readers hear of new articles at once."),
    )
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        validators=[is_contact],
        help_text=_("An e-mail or web address for security.txt. Leave empty for no file."),
    )
    profiles = characters.Text(
        _("profiles"),
        blank=True,
        validators=[are_profiles],
        help_text=_("Other pages of the paper on the web, one address a line."),
    )
    comment_rules = characters.Text(
        _("house rules"),
        blank=True,
        help_text=_("Shown next to the comment form, one rule a line."),
    )
    links_allowed = models.PositiveSmallIntegerField(
        _("links allowed in a comment"),
        default=2,
        help_text=_("A comment with more links waits for a moderator."),
    )
    words_to_hold = characters.Text(
        _("words to hold"),
        blank=True,
        help_text=_("One word or phrase a line. Comments that contain one wait for a moderator."),
    )
    words_to_refuse = characters.Text(
        _("words to reject"),
        blank=True,
        help_text=_("One word or phrase a line. Comments that contain one are rejected."),
    )
    comments_per_hour = models.PositiveSmallIntegerField(
        _("comments an hour from one network"),
        default=20,
        help_text=_("Over the limit, readers are asked to try again later. 0 = no limit."),
    )
    flood_after = models.PositiveSmallIntegerField(
        _("comments an hour until all wait"),
        default=300,
        help_text=_(
            "From all readers together. Over the limit, even trusted commenters wait. 0 = never."
        ),
    )
    moderation = models.CharField(
        _("moderation"),
        max_length=8,
        choices=Mode,
        default=Mode.HOLD,
        help_text=_(
            "Topics and articles can override this. With several topics, the strictest applies."
        ),
    )
    trusted_after = models.PositiveSmallIntegerField(
        _("trust a commenter after"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Number of approved comments with a confirmed e-mail address."),
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("days until comments close"),
        default=0,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("Counted from the article's publication. 0 = never."),
    )
    comment_order = models.CharField(
        _("order of comments"),
        max_length=8,
        choices=[("oldest", _("Oldest first")), ("newest", _("Newest first"))],
        default="oldest",
        help_text=_("Readers can choose a different order."),
    )
    thread_depth = models.PositiveSmallIntegerField(
        _("levels of replies"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("1 to 10. Deeper replies appear on the last level and name who they reply to."),
    )

    first_steps = models.BooleanField(
        _("first steps on Today"),
        default=True,
        help_text=_("Until all are done, or the paper has a few articles."),
    )

    menu = models.JSONField(default=list, editable=False)  # topics by primary key; none: most used

    last_known_menu: tuple[int, ...] = ()  # of any edition, in this process

    class Meta:
        verbose_name = _("the paper")
        verbose_name_plural = _("the paper")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if _of_this_request.get():
            _of_this_request.set(self)

    @classmethod
    def current(cls) -> "Masthead":
        return _of_this_request.get() or cls.objects.get()

    @classmethod
    @contextmanager
    def read_once(cls):
        """Cache `current()` for the block."""
        stored = kept.for_edition("masthead", cls._read)
        before = _of_this_request.set(copy(stored))  # a form may change it
        try:
            yield _of_this_request.get()
        finally:
            _of_this_request.reset(before)

    @classmethod
    def _read(cls) -> "Masthead":
        """Return it; what else stands on every page is read with the same query, and kept."""
        known = cls.last_known_menu
        own, *others = together.ask(_on_every_page, cls, menu=set(known))
        stored = own[0] if own else cls.objects.get()
        if set(stored.menu) != set(known):
            _own, *others = together.ask(_on_every_page, cls, menu=set(stored.menu))
        cls.last_known_menu = tuple(stored.menu)
        for name, rows in zip(settings.ON_EVERY_PAGE, others, strict=True):
            kept.for_edition(name, lambda rows=rows: list(rows))
        return stored

    def title(self, headline: str) -> str:
        return self.title_pattern.format(
            name=self.name, short_name=self.short_name, headline=headline
        )

    @property
    def elsewhere(self):
        return profiles(self.profiles)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Return its time zone; the active one may be another outside a request."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def rules(self) -> list[str]:
        return [line.strip() for line in self.comment_rules.splitlines() if line.strip()]
