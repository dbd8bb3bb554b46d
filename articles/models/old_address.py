from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import freshness


class OldAddress(models.Model):
    """A former address, of this site or of an imported one.

    `path` is decoded, with its query if that named the page ("/?p=123"). Without an article, a
    topic or an author it leads to the front page.
    """

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey(
        "Article", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    topic = models.ForeignKey(
        "Topic", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    author = models.ForeignKey(
        "Author", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )

    objects = freshness.MovesEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, topic=None)
                | Q(article=None, author=None)
                | Q(topic=None, author=None),
                name="old_address_leads_to_one_thing",
            )
        ]

    def __str__(self):
        return self.path

    @property
    def target(self) -> str | None:
        if self.article:
            return self.article.get_absolute_url() if self.article.is_public else None
        return (self.topic or self.author or _FrontPage).get_absolute_url()


class _FrontPage:
    @staticmethod
    def get_absolute_url():
        return "/"
