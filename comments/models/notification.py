from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.commenter import Commenter, Following
from comments.models.notice import Notice
from newsroom.mail.email import Email


class Notification(Email):
    """An e-mail to a commenter, a reporter or a moderator."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmation of an address")
        APPROVED = "approved", _("published")
        REJECTED = "rejected", _("rejected")
        EDIT = "edit", _("decision on an edit")
        REPLY = "reply", _("reply")
        FOLLOWED = "followed", _("new comment")
        DIGEST = "digest", _("daily digest")
        REPORT = "report", _("decision on a report")
        ACCESS = "access", _("link to stored data")
        WAITING = "waiting", _("comments waiting for a moderator")

    # Sent to an address that anybody may have typed.
    ASKED_BY_ANYBODY = (Kind.CONFIRM, Kind.REPORT, Kind.ACCESS)

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    comment = models.ForeignKey("Comment", models.CASCADE, null=True, related_name="notifications")
    commenter = models.ForeignKey(
        Commenter, models.CASCADE, null=True, related_name="notifications"
    )
    following = models.ForeignKey(
        Following, models.CASCADE, null=True, related_name="notifications"
    )
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="notifications")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notifications"
    )

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("E-mail log")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["to"], name="notifications_by_address"),
            models.Index(
                fields=["written_at"],
                condition=models.Q(to__gt=""),
                name="notifications_with_address",
            ),
            models.Index(
                fields=["given_up_at"],
                condition=models.Q(given_up_at__isnull=False),
                name="notifications_given_up",
            ),
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(next_try_at__isnull=False, given_up_at=None),
                name="notifications_due",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.to}"

    @classmethod
    def confirmations(cls):
        return cls.objects.filter(kind=cls.Kind.CONFIRM)
