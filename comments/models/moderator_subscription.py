from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from newsroom import rights
from newsroom.work.jobs import Job


class ModeratorSubscription(models.Model):
    """A moderator's subscription to e-mails about waiting comments."""

    class Rhythm(models.TextChoices):
        LATE = "late", _("when a comment waits longer than usual")
        DAILY = "daily", _("every morning, if comments are waiting")
        HOURLY = "hourly", _("every hour, if new comments are waiting")
        AT_ONCE = "at_once", _("Every comment")

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="moderator_subscription"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    told_at = models.DateTimeField(null=True)  # when they last heard of all that waited

    class Meta:
        verbose_name = _("e-mail subscription")
        verbose_name_plural = _("e-mail subscriptions")
        default_permissions = ()

    def __str__(self):
        return f"{self.moderator}: {self.get_rhythm_display()}"

    @property
    def takes_mail(self):
        return bool(self.moderator.email) and rights.may_moderate(self.moderator)

    @classmethod
    @transaction.atomic
    def choose(cls, moderator, rhythm):
        mine = {"rhythm": rhythm}
        subscription, _is_new = cls.objects.update_or_create(moderator=moderator, defaults=mine)
        Job.plan("digest_due", subscription.pk)

    @classmethod
    def stop(cls, moderator):
        cls.objects.filter(moderator=moderator).delete()

    @classmethod
    def announce(cls, comment):
        """Plan e-mails to subscribed moderators about the waiting `comment`.

        Call it if there are subscribers; the worker finds out which of them are told.
        """
        Job.plan("comment_waits", comment.pk)
