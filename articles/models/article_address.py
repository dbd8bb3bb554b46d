"""The address of an article: its month and slug, or of a page its slug alone."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles import dates
from articles.fixed_addresses import is_fixed
from articles.models.article_queryset import Kind
from articles.models.old_address import KeepsAddress
from articles.slugs import free_slug, slug_of
from newsroom.models import Masthead


class ArticleAddress(KeepsAddress):
    feed_id: Any

    class Meta:
        abstract = True

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
        return type(self).objects.filter(beside, slug=slug).exclude(pk=self.pk)

    def take_free_slug(self):
        self.file(self.as_stored())
        self.slug = self.free_slug()

    def free_slug(self):
        return free_slug(self.slug, self.is_taken, self._meta.get_field("slug").max_length)

    def is_taken(self, slug):
        return (self.is_page and is_fixed(slug)) or self.others_at(slug).exists()
