from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

A_LOOK = timedelta(minutes=2)


class Claim(models.Model):
    """The claim of a moderator who reads a comment; it warns others and blocks nobody."""

    is_bookkeeping = True

    comment = models.OneToOneField("Comment", models.CASCADE, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.comment_id}: {self.by}"

    @classmethod
    @transaction.atomic
    def take(cls, comment, by):
        """Claim `comment` for the user `by` for two minutes, unless another has done so."""
        now = timezone.now()
        cls.objects.filter(until__lt=now).delete()
        cls.objects.filter(by=by).delete()  # who looks at this looks at nothing else
        claim = {"by": by, "until": now + A_LOOK}
        cls.objects.get_or_create(comment=comment, defaults=claim)

    @classmethod
    def of_others(cls, user) -> dict:
        claims = cls.objects.filter(until__gt=timezone.now()).exclude(by=user)
        return {claim.comment_id: claim.by for claim in claims.select_related("by")}
