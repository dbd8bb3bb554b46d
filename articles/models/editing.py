from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

A_SIGN = timedelta(seconds=60)


class Editing(models.Model):
    """The claim of an editor who has an article open; it warns others and blocks nobody."""

    is_bookkeeping = True

    article = models.ForeignKey("Article", models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="one_claim_per_editor"),
        ]

    def __str__(self):
        return f"{self.article}: {self.person}"

    @classmethod
    @transaction.atomic
    def claim(cls, article, person):
        """Note that `person` has `article` open; without another sign that ends by itself."""
        now = timezone.now()
        cls.objects.filter(seen_at__lt=now - A_SIGN).delete()
        cls.objects.update_or_create(article=article, person=person, defaults={"seen_at": now})

    @classmethod
    def of_others(cls, article, person):
        lately = cls.objects.filter(article=article, seen_at__gte=timezone.now() - A_SIGN)
        return lately.exclude(person=person).select_related("person").order_by("since", "pk")
