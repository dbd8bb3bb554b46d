from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from newsroom import ads_txt
from newsroom.desk import AnswersWhatItOffers
from newsroom.models import Masthead


@admin.register(Masthead)
class MastheadAdmin(AnswersWhatItOffers, admin.ModelAdmin):
    """The one masthead: no list of one, nothing to add, nothing to delete."""

    fieldsets = [
        (
            _("The paper"),
            {"fields": ["name", "short_name", "tagline", "title_pattern", "profiles"]},
        ),
        (_("Place"), {"fields": ["language", "time_zone"]}),
        (
            _("Discussion"),
            {
                "fields": [
                    *("comment_rules", "links_allowed", "comments_per_hour", "flood_after"),
                    *("words_to_hold", "words_to_refuse"),
                    *("moderation", "trusted_after", "comments_close_after"),
                    *("comment_order", "thread_depth"),
                ]
            },
        ),
        (
            _("For machines"),
            {"fields": ["ads_txt", "robots_txt", "ai_crawlers", "hub", "security_contact"]},
        ),
    ]

    def save_model(self, request, masthead, form, change):
        super().save_model(request, masthead, form, change)
        for field in form.changed_data:
            for task in settings.MASTHEAD_TASKS.get(field, ()):
                import_string(task).enqueue()
        for line, fault in ads_txt.faults(masthead.ads_txt):
            words = {"line": line, "fault": fault}
            self.message_user(
                request, _("Line %(line)d of ads.txt: %(fault)s") % words, messages.WARNING
            )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:newsroom_masthead_change", Masthead.current().pk)
