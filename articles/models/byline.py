from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import freshness


class Byline(models.Model):
    """An author of an article, and the position in the line of authors."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "Author", models.PROTECT, verbose_name=_("author"), related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = freshness.MovesEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="one_byline_per_author"),
        ]

    def __str__(self):
        return str(self.author)
