from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models.commenter import Commenter, Following, canonical
from newsroom.work.jobs import Job


class FollowRequest(models.Model):
    """A wish to follow an article, from an address that anybody may have typed.

    Its owner confirms it by the link in an e-mail; until then nothing is sent about the article.
    """

    email = models.EmailField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="follow_requests")
    rhythm = models.CharField(max_length=8, choices=Following.Rhythm.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("request to follow")
        verbose_name_plural = _("requests to follow")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["email", "article"], name="asked_to_follow_once"),
        ]
        indexes = [models.Index(fields=["created_at"], name="oldest_follow_requests")]

    def __str__(self):
        return f"{self.article}"

    @classmethod
    @transaction.atomic
    def submit(cls, email, article, rhythm) -> "FollowRequest":
        wish = {"rhythm": rhythm, "created_at": timezone.now()}
        request, _is_new = cls.objects.update_or_create(
            email=canonical(email), article=article, defaults=wish
        )
        Job.plan("follow_asked", request.pk)
        return request

    @transaction.atomic
    def confirm(self) -> Commenter:
        """Follow the article for the owner of the address, who has confirmed it."""
        commenter = Commenter.objects.get_or_create(email=self.email)[0]
        commenter.follow(self.article, self.rhythm)
        self.delete()
        return commenter
