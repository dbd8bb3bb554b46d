from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

# Where dots in the name count for nothing, and what else such a domain is called.
WITHOUT_DOTS = {"gmail.com"}
SAME_DOMAINS = {"googlemail.com": "gmail.com"}


def canonical(email: str) -> str:
    """The form in which two ways to write an e-mail address are the same."""
    return email.strip().lower()


def mailbox(email: str) -> str:
    """The address without what may be added to it, as for `ravi+boats@`: all reach one person."""
    name, _at, domain = canonical(email).rpartition("@")
    name, domain = name.partition("+")[0], SAME_DOMAINS.get(domain, domain)
    return f"{name.replace('.', '') if domain in WITHOUT_DOTS else name}@{domain}"


class Commenter(models.Model):
    """Somebody whose e-mail address is proved: its owner followed a letter's link.

    Which comments are theirs is said by `Comment.commenter`, never by what was typed.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    # They want no letters any more, about anything.
    stopped_at = models.DateTimeField(_("unsubscribed since"), null=True, blank=True)

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        default_permissions = ("view",)

    def __str__(self):
        return self.email

    @property
    def takes_mail(self):
        return self.stopped_at is None

    def rule_in_force(self):
        """The PersonalRule that moderators have laid down for them; None if there is none."""
        return self.personal_rules.in_force().first()

    def stop_mail(self):
        """Send them nothing any more, and forget what they follow."""
        self.following.all().delete()
        self.stopped_at = timezone.now()
        self.save(update_fields=["stopped_at"])

    def follow(self, article, rhythm):
        """Tell them of new comments under `article`, in the given rhythm."""
        Following.objects.update_or_create(
            commenter=self, article=article, defaults={"rhythm": rhythm}
        )
        self.stopped_at = None  # who asks for letters wants letters
        self.save(update_fields=["stopped_at"])

    def rhythm_of(self, article) -> str:
        """In which rhythm they hear of `article`; empty if they do not follow it."""
        return self.following.filter(article=article).values_list("rhythm", flat=True).first() or ""

    def unfollow(self, article):
        self.following.filter(article=article).delete()


class Following(models.Model):
    """A commenter who wants to hear of new comments under an article."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("Every comment")
        DAILY = "daily", _("Daily digest")

    commenter = models.ForeignKey(Commenter, models.CASCADE, related_name="following")
    article = models.ForeignKey(Article, models.CASCADE, related_name="followers")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    told_until = models.DateTimeField(default=timezone.now)  # what they have heard of

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "commenter"], name="followed_once"),
        ]

    def __str__(self):
        return f"{self.commenter}: {self.article}"

    def news(self):
        """The public comments of others that they have not heard of, the oldest first."""
        comments = self.article.comments.approved().filter(created_at__gt=self.told_until)
        return comments.exclude(commenter=self.commenter_id).oldest_first()
