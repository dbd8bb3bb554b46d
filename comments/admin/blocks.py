"""Bans and watches, of commenters and of networks."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin.moderator_scopes import WholePaperOnly
from comments.models import NetworkBlock, PersonalRule, SenderBlock
from newsroom.admin_site import OnlyListedLookups, ReadOnlyAdmin


class InForceFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("in_force", _("in force"))]

    def queryset(self, request, rules):
        return rules.in_force() if self.value() == "in_force" else rules


@admin.register(PersonalRule)
class PersonalRuleAdmin(OnlyListedLookups, WholePaperOnly, ReadOnlyAdmin, admin.ModelAdmin):
    """Rules for commenters: made beside a comment in the queue, ended here."""

    list_display = ["commenter", "kind", "until", "by", "at", "lifted_at", "note"]
    list_filter = [InForceFilter, "kind"]
    list_select_related = ["commenter", "by"]
    search_fields = ["commenter__email", "note"]
    show_full_result_count = False
    actions = ["lift"]

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    @admin.action(description=_("Lift selected"), permissions=["moderate"])
    def lift(self, request, rules):
        number = sum(rule.lift(request.user) for rule in rules)
        message = ngettext("%(number)d rule lifted.", "%(number)d rules lifted.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)


@admin.register(NetworkBlock)
class NetworkBlockAdmin(OnlyListedLookups, WholePaperOnly, admin.ModelAdmin):
    list_display = ["network", "until", "by", "at", "note"]
    fields = ["network", "until", "note"]
    ordering = ["-until"]

    def save_model(self, request, block, form, change):
        block.by = request.user
        super().save_model(request, block, form, change)


@admin.register(SenderBlock)
class SenderBlockAdmin(OnlyListedLookups, WholePaperOnly, ReadOnlyAdmin, admin.ModelAdmin):
    """Blocks of senders: made beside a comment in the queue, ended here or by the clock."""

    list_display = ["sent", "until", "by", "at", "note"]
    list_filter = [InForceFilter]
    list_select_related = ["comment", "by"]
    fields = ["sent", "until", "by", "at", "note"]
    show_full_result_count = False
    actions = ["lift"]

    @admin.display(description=_("comment"))
    def sent(self, block):
        return str(block)

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    @admin.action(description=_("Lift selected"), permissions=["moderate"])
    def lift(self, request, blocks):
        number = blocks.lift()
        message = ngettext("%(number)d block lifted.", "%(number)d blocks lifted.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
