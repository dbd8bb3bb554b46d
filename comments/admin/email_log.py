from functools import partial

from django.contrib import admin, messages
from django.urls import path
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin.moderator_scopes import WholePaperOnly
from comments.admin.my_notifications import my_notifications
from comments.admin.personal_data_page import handle_personal_data
from comments.models import Notification
from newsroom.admin_site import OnlyListedLookups, ReadOnlyAdmin
from newsroom.models import Pause
from newsroom.work.job_admin import MailFilter


@admin.register(Notification)
class NotificationAdmin(OnlyListedLookups, WholePaperOnly, ReadOnlyAdmin, admin.ModelAdmin):
    """The e-mail log: read-only, with an action to retry."""

    list_display = ["kind", "to", "written_at", "sent_at", "tries", "given_up_at", "error"]
    list_filter = [MailFilter, "kind"]
    search_fields = ["to"]
    ordering = ["-written_at", "-id"]
    show_full_result_count = False
    fields = ["kind", "to", "comment", "written_at", "sent_at", "tries", "given_up_at", "error"]
    actions = ["again"]

    def get_urls(self):
        to_me = path(
            "mine/",
            self.admin_site.admin_view(partial(my_notifications, site=self.admin_site)),
            name="comments_notification_mine",
        )
        on_paper = path(
            "personal-data/",
            self.admin_site.admin_view(partial(handle_personal_data, site=self.admin_site)),
            name="comments_personal_data",
        )
        return [to_me, on_paper, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        pause = Pause.objects.filter(lane=Notification.LANE).first()
        if pause and Notification.due().exists():
            message = _("No e-mail has been sent since %(since)s: %(error)s. We keep trying.")
            since = localize(timezone.localtime(pause.since))
            messages.warning(request, message % {"since": since, "error": pause.error})
        return super().changelist_view(request, extra_context)

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    @admin.action(description=_("Send selected again"), permissions=["moderate"])
    def again(self, request, notifications):
        number = Notification.again(notifications)
        message = ngettext(
            "%(number)d e-mail will be sent again.",
            "%(number)d e-mails will be sent again.",
            number,
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
