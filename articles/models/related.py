from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import freshness


class Related(models.Model):
    """A related post: `other` after `article`, with score and reason (articles/related)."""

    is_bookkeeping = True  # not told before a deletion: newsroom/deleting.py

    article = models.ForeignKey("Article", models.CASCADE, related_name="relations")
    other = models.ForeignKey("Article", models.CASCADE, related_name="related_from")
    score = models.FloatField()
    is_linked = models.BooleanField(default=False)
    # Shared words, spelled as in `article`; shown if the two share no topic.
    words = models.CharField(max_length=200, blank=True)

    objects = freshness.MovesEditionQuerySet.as_manager()

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


class RelatedChoice(freshness.MovesEdition):
    """An editor's choice: `other` is pinned above the related posts, or hidden."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="related_choices")
    other = models.ForeignKey(
        "Article", models.CASCADE, verbose_name=_("story"), related_name="chosen_in"
    )
    is_pinned = models.BooleanField(
        _("pin"), default=True, help_text=_("Pin shows the article first. Unticked, it is hidden.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("related post")
        verbose_name_plural = _("related posts")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "other"],
                name="chosen_once",
                violation_error_message=_(
                    "This article is listed twice. Please remove one of them."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="not_chosen_for_itself"
            ),
        ]

    def __str__(self):
        return str(self.other)

    def clean(self):
        if self.article_id and self.article_id == self.other_id:
            raise ValidationError(
                {"other": _("An article can't be related to itself. Please choose another one.")}
            )


class Keyword(models.Model):
    """A keyword (stem) of an article, with its weight (0 to 1)."""

    is_bookkeeping = True

    article = models.ForeignKey("Article", models.CASCADE, related_name="keywords", db_index=False)
    word = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "word"], name="one_keyword_per_word"),
        ]
        indexes = [models.Index(fields=["word", "article"], name="articles_of_a_keyword")]

    def __str__(self):
        return self.word
