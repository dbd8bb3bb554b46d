import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

DAYS = (1, 7, 30)  # for which a link may be good
USUALLY = 7  # days


class PreviewLinkQuerySet(models.QuerySet):
    def working(self):
        return self.filter(expires_at__gt=timezone.now())

    def with_token(self, token):
        return self.working().filter(token_hash=hashed(token))


def is_offered(article) -> bool:
    """Return True unless readers can see it anyway, or may not see it yet."""
    embargo = article.embargo_until
    is_kept_back = article.trashed_at or (embargo and embargo > timezone.now())
    return not (article.is_public or is_kept_back)


class PreviewLink(models.Model):
    """The permission to read an article before it is public, for whoever has the secret address.

    Only a hash of the secret is stored: it is shown once, and no backup opens a draft.
    """

    is_bookkeeping = True  # not told before a deletion: newsroom/deleting.py

    article = models.ForeignKey("Article", models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.article_id}: {self.expires_at}"

    @classmethod
    def issue(cls, article, by=None, days=USUALLY) -> str:
        """Return the secret of a link for so many days; forget those that have ended."""
        cls.objects.filter(expires_at__lte=timezone.now()).delete()
        token = secrets.token_urlsafe(32)
        cls.objects.create(
            article=article,
            token_hash=hashed(token),
            made_by=by,
            expires_at=timezone.now() + timedelta(days=days),
        )
        return token


def hashed(token: str) -> str:
    return salted_hmac(__name__, token, algorithm="sha256").hexdigest()
