from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import is_public
from newsroom import freshness
from newsroom.text import characters


class CorrectionQuerySet(freshness.MovesEditionQuerySet):
    @transaction.atomic
    def update(self, **fields):
        articles = self.articles()
        changed = super().update(**fields)
        note_change(articles)
        return changed

    @transaction.atomic
    def delete(self):
        articles = self.articles()
        deleted = super().delete()
        note_change(articles)
        return deleted

    @transaction.atomic
    def bulk_create(self, objs, **options):
        created = super().bulk_create(objs, **options)
        note_change({correction.article_id for correction in created})
        return created

    # As on the methods overridden: not for templates, and not for managers.
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def articles(self) -> set[int]:
        return set(self.order_by().values_list("article_id", flat=True))

    def published(self):
        return self.filter(is_public("article__"))

    def newest_first(self):
        return self.order_by("-corrected_at", "-id")


def note_change(articles: set[int]):
    """Store when the corrections of these articles (primary keys) changed, for machines to see."""
    rows = Correction._meta.get_field("article").related_model._default_manager
    rows.filter(pk__in=articles).update(corrections_changed_at=timezone.now())


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

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        note_change({self.article_id})

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        note_change({self.article_id})
        return deleted

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}#correction-{self.pk}"

    @classmethod
    def page(cls):
        return reverse("corrections")
