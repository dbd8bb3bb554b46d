"""What an article is filed under: topics (what about) and authors (who by)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.slugs import free_slug, slug_of
from newsroom import characters, freshness


class Label(freshness.Printed):
    """Has a name, a page of its own, and an address made from its name."""

    name = characters.Line(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The end of its address; left empty, it is made from the name."),
    )

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            others = type(self).objects.exclude(pk=self.pk)
            self.slug = free_slug(
                slug_of(self.name) or self._meta.model_name,
                lambda slug: others.filter(slug=slug).exists(),
            )
        super().save(*args, **kwargs)


class Topic(Label):
    description = characters.Text(_("description"), blank=True)

    class Meta(Label.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])


class Author(Label):
    """A byline, not a login: agencies and people who left have one too."""

    bio = characters.Text(_("about the author"), blank=True)

    class Meta(Label.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_absolute_url(self):
        return reverse("author", args=[self.slug])
