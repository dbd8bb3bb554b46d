from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import freshness


class Related(models.Model):
    """`other` is worth reading after `article`: how much, and why (articles/related.py)."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="relations")
    other = models.ForeignKey("Article", models.CASCADE, related_name="related_from")
    score = models.FloatField()
    reason = models.CharField(max_length=300, blank=True)

    objects = freshness.PrintedQuerySet.as_manager()

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        ordering = ["article_id", "-score", "-other__published_at", "-other_id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="not_related_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.article} → {self.other}"
