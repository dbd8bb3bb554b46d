from functools import partial

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.forms import ModelMultipleChoiceField
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom.admin_site import OnlyListedLookups, ReadOnlyAdmin
from newsroom.mail.trial_page import send_test_email
from newsroom.models import Job, Masthead
from newsroom.site import ads_txt
from newsroom.site.masthead import translated_languages
from newsroom.work.job_admin import WorkFilter

admin.site.unregister([get_user_model(), Group])

# What Django calls "Can add comment": the kind of row is said beside it.
ON_ROWS = {"add": _("Add"), "change": _("Change"), "delete": _("Delete"), "view": _("View")}


class PermissionsField(ModelMultipleChoiceField):
    """Permissions in the paper's language: their names are stored in English, by migrations."""

    def label_from_instance(self, permission):
        own = gettext(permission.name)
        label = ON_ROWS.get(permission.codename.partition("_")[0], own)
        return f"{permission.content_type} | {label if own == permission.name else own}"


class WithPermissions:
    def formfield_for_manytomany(self, db_field, request=None, **options):
        if db_field.related_model is Permission:
            options["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **options)


@admin.register(Group)
class TeamAdmin(WithPermissions, GroupAdmin):
    pass


@admin.register(get_user_model())
class StaffAdmin(WithPermissions, UserAdmin):
    deletion_note = _(
        "What they wrote and decided stays, without their name at the desk. To end an account and "
        "keep the name, untick “Active” instead."
    )


@admin.register(Masthead)
class MastheadAdmin(OnlyListedLookups, admin.ModelAdmin):
    """The admin of the only masthead: it has no list, and nothing is added or deleted."""

    fieldsets = [
        (
            _("The paper"),
            {"fields": ["name", "short_name", "tagline", "title_pattern", "profiles"]},
        ),
        (
            _("About this paper"),
            {
                "fields": [
                    *("publisher", "postal_address", "contact", "people", "ownership"),
                    *("ethics_policy", "corrections_policy"),
                ],
                "description": _(
                    "Shown on a page about the paper and to search engines. What is empty is "
                    "left out."
                ),
            },
        ),
        (_("Language and time"), {"fields": ["language", "time_zone"]}),
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
            _("For search engines and crawlers"),
            {"fields": ["ads_txt", "robots_txt", "ai_crawlers", "hub", "security_contact"]},
        ),
        (_("The desk"), {"fields": ["first_steps"]}),
    ]

    def get_urls(self):
        page = self.admin_site.admin_view(partial(send_test_email, site=self.admin_site))
        return [path("test-email/", page, name="newsroom_test_email"), *super().get_urls()]

    def formfield_for_choice_field(self, db_field, request, **options):
        if db_field.name == "language":
            stored, offered = Masthead.current().language, translated_languages()
            if stored not in dict(offered):
                offered += [choice for choice in settings.LANGUAGES if choice[0] == stored]
                options["help_text"] = _(
                    "The paper's own words are not translated into this language; they are shown "
                    "in English."
                )
            options["choices"] = offered
        return super().formfield_for_choice_field(db_field, request, **options)

    def save_model(self, request, masthead, form, change):
        super().save_model(request, masthead, form, change)
        for field in form.changed_data:
            if fact := settings.MASTHEAD_FACTS.get(field):
                Job.plan(fact)
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


@admin.register(Job)
class JobAdmin(OnlyListedLookups, ReadOnlyAdmin, admin.ModelAdmin):
    """The queue of background jobs, read-only, with an action to retry those that were given up."""

    list_display = ["fact", "arguments", "next_try_at", "tries", "given_up_at", "error"]
    list_filter = [WorkFilter, "fact"]
    ordering = ["-id"]
    show_full_result_count = False
    fields = ["fact", "arguments", "next_try_at", "tries", "given_up_at", "error"]
    actions = ["again"]

    @admin.action(description=_("Try selected again"), permissions=["view"])
    def again(self, request, jobs):
        number = Job.again(jobs)
        message = ngettext(
            "%(number)d task will be tried again.",
            "%(number)d tasks will be tried again.",
            number,
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
