from django.db import models

from comments.models.commenter import Commenter, mailbox
from comments.models.notification import Notification
from newsroom.network import DayKey


class DailyEmail(models.Model):
    """That a mailbox has had the one e-mail a day (UTC) that anybody can have sent to it.

    What is stored is a hash with the key of the day, and goes with it (newsroom/network.py).
    """

    mailbox = models.CharField(max_length=64, unique=True)
    key = models.ForeignKey(DayKey, models.CASCADE, related_name="+")
    # None: it is gone. The day is used all the same, or taking a comment back would buy another.
    notification = models.ForeignKey(Notification, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.notification_id}"

    @classmethod
    def lets_go(cls, notification) -> bool:
        """Whether `letter` may be sent today: nobody who can be written to unasked has had one.

        Of two that come at once the database lets one have the day; it keeps it when it has to be
        sent again.
        """
        share = _share(notification)
        if not share:
            return True
        key = DayKey.of_today()
        mine = {"key": key, "notification": notification}
        day, _is_new = cls.objects.get_or_create(mailbox=key.hash_of(share), defaults=mine)
        return day.notification_id == notification.pk

    @classmethod
    def forget(cls, email):
        """Leave no hash of the address, not even until tonight."""
        key = DayKey.of_today()
        shares = mailbox(email), _asked_for(email)
        cls.objects.filter(mailbox__in=map(key.hash_of, shares)).delete()


def _share(notification) -> str:
    """Which e-mail a day this one would be; empty if its reader wants it and has said so."""
    if notification.kind not in Notification.ASKED_BY_ANYBODY:
        return ""
    confirmed = Commenter.objects.filter(email=notification.to).exists()
    if notification.kind == Notification.Kind.CONFIRM or not confirmed:
        return mailbox(notification.to)
    return _asked_for(notification.to) if notification.kind == Notification.Kind.ACCESS else ""


def _asked_for(email):
    return f"asked for {email}"
