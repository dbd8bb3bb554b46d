import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import characters, freshness
from newsroom.freshness import Edition

__all__ = ["Edition", "Masthead"]


def languages():
    return settings.LANGUAGES


def is_title_pattern(pattern):
    """Raise ValidationError unless `pattern` names only what a title is made of."""
    try:
        pattern.format(name="", short_name="", headline="")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValidationError(
            _("Use only {name}, {short_name} and {headline} in the pattern.")
        ) from error


def is_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone.") % {"name": name})


class Masthead(freshness.Printed):
    """The one row that says how this paper is called, and its house settings."""

    name = characters.Line(_("full name"), max_length=120, default="Newsroom")
    short_name = characters.Line(
        _("short name"),
        max_length=24,
        default="News",
        help_text=_("Stands before each headline in the browser's title."),
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
    ads_txt = models.TextField(
        "ads.txt",
        blank=True,
        help_text=_("Served at /ads.txt exactly as it stands here. Empty: no such file."),
    )
    robots_txt = characters.Text(
        "robots.txt",
        blank=True,
        help_text=_("Empty: everything but the desk may be read, and the sitemap is named."),
    )
    comment_rules = characters.Text(
        _("rules for comments"),
        blank=True,
        help_text=_("Shown beside the form, one rule a line."),
    )
    links_allowed = models.PositiveSmallIntegerField(
        _("links allowed in a comment"),
        default=2,
        help_text=_("A comment with more links waits for a moderator, with that as the reason."),
    )

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("masthead")

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Masthead":
        """The paper's masthead; the migration that made the table put it there."""
        return cls.objects.get()

    def title(self, headline: str) -> str:
        """The browser's title of a page that is called `headline`."""
        return self.title_pattern.format(
            name=self.name, short_name=self.short_name, headline=headline
        )

    def rules(self) -> list[str]:
        return [line.strip() for line in self.comment_rules.splitlines() if line.strip()]
