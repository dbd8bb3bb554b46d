from django.db import models

from comments.models.commenter import Commenter, mailbox
from comments.models.notification import Notification
from newsroom.network import DayKey


class DailyEmail(models.Model):
    """The one unrequested e-mail a day (UTC) to a mailbox.

    Stored is a hash made with the key of the day, deleted together with it (newsroom/network.py).
    """

    is_bookkeeping = True

    mailbox = models.CharField(max_length=64, unique=True)
    key = models.ForeignKey(DayKey, models.CASCADE, related_name="+")
    # Null if it was deleted; the day stays used, or deleting a comment would allow another e-mail.
    notification = models.ForeignKey(Notification, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.notification_id}"

    @classmethod
    def lets_go(cls, notification) -> bool:
        """Return True if the e-mail may be sent today: requested, or the first unrequested one.

        Of two simultaneous ones the database admits one, and the same again if it has to be resent.
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
        key = DayKey.of_today()
        shares = mailbox(email), _asked_for(email)
        cls.objects.filter(mailbox__in=map(key.hash_of, shares)).delete()


def _share(notification) -> str:
    """Return the kind of daily limit for the e-mail; "" if its receiver asked for it."""
    if notification.kind not in Notification.ASKED_BY_ANYBODY:
        return ""
    confirmed = Commenter.objects.filter(email=notification.to).exists()
    if notification.kind == Notification.Kind.CONFIRM or not confirmed:
        return mailbox(notification.to)
    return _asked_for(notification.to) if notification.kind == Notification.Kind.ACCESS else ""


def _asked_for(email):
    return f"asked for {email}"
