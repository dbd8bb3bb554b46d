from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import is_public
from newsroom import freshness
from newsroom.text import characters


class CorrectionQuerySet(freshness.MovesEditionQuerySet):
    def published(self):
        return self.filter(is_public("article__"))

    def newest_first(self):
        return self.order_by("-corrected_at", "-id")


class Correction(freshness.MovesEdition):
    """A correction, shown in its article and on the page of all corrections."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="corrections")
    text = characters.Text(
        _("correction"),
        help_text=_("What the article said, and what is correct."),
    )
    corrected_at = models.DateTimeField(_("corrected"), default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["corrected_at", "id"]
        indexes = [models.Index(fields=["corrected_at", "id"], name="newest_corrections")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}#correction-{self.pk}"

    @classmethod
    def page(cls):
        return reverse("corrections")
