from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from newsroom import rights
from newsroom.work.jobs import Job


class ModeratorSubscription(models.Model):
    """How often a moderator hears by mail of what waits; who has none hears nothing."""

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
        default_permissions = ()

    def __str__(self):
        return f"{self.moderator}: {self.get_rhythm_display()}"

    @property
    def takes_mail(self):
        return bool(self.moderator.email) and rights.may_moderate(self.moderator)

    @classmethod
    @transaction.atomic
    def choose(cls, moderator, rhythm):
        """Have `moderator` told in that rhythm, also of what waits already."""
        mine = {"rhythm": rhythm}
        subscription, _is_new = cls.objects.update_or_create(moderator=moderator, defaults=mine)
        Job.plan("digest_due", subscription.pk)

    @classmethod
    def stop(cls, moderator):
        """Have `moderator` told nothing any more."""
        cls.objects.filter(moderator=moderator).delete()

    @classmethod
    def announce(cls, comment):
        """Have those told who want to hear that `comment` waits.

        Whoever posts it waits for one look into a small table, and for the task if anybody is
        to be told; what that means for whom is for the worker to find out.
        """
        if cls.objects.exists():
            Job.plan("comment_waits", comment.pk)
