"""Moderators' topics: set by superusers, applied in the whole admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.models import ModeratorScope
from newsroom.admin_site import OnlyListedLookups


@admin.register(ModeratorScope)
class ModeratorScopeAdmin(OnlyListedLookups, admin.ModelAdmin):
    list_display = ["moderator"]
    list_select_related = ["moderator"]
    deletion_note = _("Without topics of their own, moderators decide about the whole paper.")

    def formfield_for_manytomany(self, db_field, request, **options):
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **options)


class WholePaperOnly:
    """For a ModelAdmin: only for moderators of the whole paper."""

    def has_module_permission(self, request):
        return not ModeratorScope.of(request.user) and super().has_module_permission(request)

    def has_view_permission(self, request, obj=None):
        return not ModeratorScope.of(request.user) and super().has_view_permission(request, obj)

    def has_add_permission(self, request):
        return not ModeratorScope.of(request.user) and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return not ModeratorScope.of(request.user) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not ModeratorScope.of(request.user) and super().has_delete_permission(request, obj)
