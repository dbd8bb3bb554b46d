from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import is_public
from newsroom import freshness
from newsroom.text import characters

TOLD = {"kind", "text", "corrected_at"}  # what readers see of a correction


class CorrectionQuerySet(freshness.MovesEditionQuerySet):
    @transaction.atomic
    def update(self, **fields):
        articles = self.articles()
        if TOLD & set(fields):
            EarlierCorrection.keep(self)
        changed = super().update(**fields)
        note_change(articles)
        return changed

    @transaction.atomic
    def delete(self):
        articles = self.articles()
        EarlierCorrection.keep(self)
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

    def before(self, cursor):
        earlier = self.filter(corrected_at__lte=cursor.moment)
        return earlier.exclude(corrected_at=cursor.moment, id__gte=cursor.id)


def note_change(articles: set[int]):
    """Store when the corrections of these articles (primary keys) changed, for machines to see."""
    rows = Correction._meta.get_field("article").related_model._default_manager
    rows.filter(pk__in=articles).update(corrections_changed_at=timezone.now())


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    RETRACTION = "retraction", _("Retraction")


class Correction(freshness.MovesEdition):
    """A correction, shown in its article and on the page of all corrections."""

    changed_by = None  # the user who is about to save or delete it

    article = models.ForeignKey("Article", models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=13,
        choices=CorrectionKind,
        default=CorrectionKind.CORRECTION,
        db_default=CorrectionKind.CORRECTION,
    )
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
        stored = Correction.objects.filter(pk=self.pk)
        if any(self.differs(before) for before in stored):
            EarlierCorrection.keep(stored, by=self.changed_by)
        super().save(*args, **kwargs)
        note_change({self.article_id})

    @transaction.atomic
    def delete(self, *args, **kwargs):
        EarlierCorrection.keep(Correction.objects.filter(pk=self.pk), by=self.changed_by)
        deleted = super().delete(*args, **kwargs)
        note_change({self.article_id})
        return deleted

    def differs(self, other) -> bool:
        return any(getattr(self, name) != getattr(other, name) for name in TOLD)

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}#correction-{self.pk}"

    @classmethod
    def page(cls):
        return reverse("corrections")


class EarlierCorrection(models.Model):
    """A correction as it was until somebody changed or deleted it; editors see it."""

    is_bookkeeping = True

    article = models.ForeignKey("Article", models.CASCADE, related_name="earlier_corrections")
    kind = models.CharField(max_length=13, choices=CorrectionKind)
    text = models.TextField()
    corrected_at = models.DateTimeField()
    changed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["-changed_at", "-id"]

    def __str__(self):
        return self.text

    @classmethod
    def keep(cls, corrections, by=None):
        """Write down what `corrections` say, before the user `by` changes or deletes them."""
        columns = ("article_id", *TOLD)
        cls.objects.bulk_create(
            cls(by=by, **{name: getattr(each, name) for name in columns}) for each in corrections
        )
