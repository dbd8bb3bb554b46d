"""Topics and authors, the labels of articles."""

from urllib.parse import quote

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.old_address import KeepsAddress, KeepsAddressQuerySet, OldAddress
from articles.slugs import Slug, free_slug, slug_of
from newsroom.site.modes import Mode
from newsroom.site.profiles import are_profiles, profiles
from newsroom.text import characters

NEWEST = 60  # stories that are looked at for the topics of late
MOST_IN_MENU = 9


class Label(KeepsAddress):
    """A name with a page of its own, at an address made from the name."""

    name = characters.Line(_("name"), max_length=120)
    slug = Slug(
        _("slug"),
        max_length=120,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the address. Leave empty to use the name."),
    )

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def clean(self):
        self.take_free_slug()

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if not self.slug:
            self.take_free_slug()
        super().save(*args, **kwargs)
        if before and before.known_addresses != self.known_addresses:
            OldAddress.objects.remember(before.known_addresses, self)

    def take_free_slug(self):
        others = type(self).objects.exclude(pk=self.pk)
        self.slug = free_slug(
            self.slug or slug_of(self.name) or self._meta.model_name,
            lambda slug: others.filter(slug=slug).exists(),
            self._meta.get_field("slug").max_length,
        )


class TopicQuerySet(KeepsAddressQuerySet):
    def most_used_lately(self):
        """Return the most used topics of the newest stories.

        Older stories do not count, so the cost does not grow.
        """
        articles = self.model._meta.get_field("articles").related_model.objects
        newest = articles.published().stories().newest_first().values("pk")[:NEWEST]
        # A subquery of its own: PostgreSQL and SQLite then count over these stories alone.
        return (
            self.filter(articles__in=newest)
            .annotate(used=models.Count("articles"))
            .order_by("-used", "name", "id")
        )


class Topic(Label):
    description = characters.Text(_("description"), blank=True)
    moderation = models.CharField(
        _("moderation"),
        max_length=8,
        choices=Mode,
        blank=True,
        help_text=_("For comments on its articles. Leave empty to use the paper's setting."),
    )

    objects = TopicQuerySet.as_manager()

    class Meta(Label.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])

    @property
    def known_addresses(self):
        return [*super().known_addresses, f"/search/label/{quote(self.name)}"]


class Author(Label):
    """An author as printed, not a login: agencies and former staff have one too."""

    bio = characters.Text(_("about the author"), blank=True)
    picture = models.ForeignKey(
        "Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        related_name="authors",
        null=True,
        blank=True,
    )
    profiles = characters.Text(
        _("profiles"),
        blank=True,
        validators=[are_profiles],
        help_text=_("Other pages on the web, one address a line."),
    )

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        related_name="byline",
        null=True,
        blank=True,
        help_text=_("Comments from this account on the author's own articles are marked “Author”."),
    )

    class Meta(Label.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_absolute_url(self):
        return reverse("author", args=[self.slug])

    @property
    def elsewhere(self):
        return profiles(self.profiles)
