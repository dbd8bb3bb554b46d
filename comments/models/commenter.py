from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

# Domains that ignore dots in the local part, with their aliases.
WITHOUT_DOTS = {"gmail.com"}
SAME_DOMAINS = {"googlemail.com": "gmail.com"}


def canonical(email: str) -> str:
    return email.strip().lower()


def mailbox(email: str) -> str:
    """Return the address without a subaddress (RFC 5233), such as `ravi+boats@`."""
    name, _at, domain = canonical(email).rpartition("@")
    name, domain = name.partition("+")[0], SAME_DOMAINS.get(domain, domain)
    return f"{name.replace('.', '') if domain in WITHOUT_DOTS else name}@{domain}"


class Commenter(models.Model):
    """The owner of a confirmed e-mail address.

    Only `Comment.commenter` says which comments are theirs, never a typed address.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    # Unsubscribed from all e-mails.
    stopped_at = models.DateTimeField(_("unsubscribed since"), null=True, blank=True)

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        default_permissions = ("view",)
        permissions = [
            ("handle_personal_data", _("Can export and delete a reader's personal data"))
        ]

    def __str__(self):
        return self.email

    @property
    def takes_mail(self):
        return self.stopped_at is None

    def rule_in_force(self):
        return self.personal_rules.in_force().first()

    def stop_mail(self):
        self.following.all().delete()
        self.stopped_at = timezone.now()
        self.save(update_fields=["stopped_at"])

    def follow(self, article, rhythm):
        Following.objects.update_or_create(
            commenter=self, article=article, defaults={"rhythm": rhythm}
        )
        self.stopped_at = None  # who follows wants e-mails
        self.save(update_fields=["stopped_at"])

    def rhythm_of(self, article) -> str:
        return self.following.filter(article=article).values_list("rhythm", flat=True).first() or ""

    def unfollow(self, article):
        self.following.filter(article=article).delete()


class Following(models.Model):
    """A commenter who follows the comments on an article."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("Every comment")
        DAILY = "daily", _("Daily digest")

    commenter = models.ForeignKey(Commenter, models.CASCADE, related_name="following")
    article = models.ForeignKey(Article, models.CASCADE, related_name="followers")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    told_until = models.DateTimeField(default=timezone.now)  # what they have heard of

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "commenter"], name="followed_once"),
        ]

    def __str__(self):
        return f"{self.commenter}: {self.article}"

    def news(self):
        """Return the public comments of others since the last e-mail, the oldest first."""
        comments = self.article.comments.approved().filter(created_at__gt=self.told_until)
        return comments.exclude(commenter=self.commenter_id).oldest_first()
