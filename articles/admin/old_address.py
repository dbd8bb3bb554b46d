from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import OldAddress
from newsroom.admin_site import OnlyListedLookups, ReadOnlyAdmin


@admin.register(OldAddress)
class OldAddressAdmin(OnlyListedLookups, ReadOnlyAdmin, admin.ModelAdmin):
    """Old addresses, for look-ups; imports and changed slugs create them."""

    list_display = ["path", "leads_to"]
    search_fields = ["path"]
    list_select_related = ["article", "topic", "author"]

    @admin.display(description=_("leads to"))
    def leads_to(self, address):
        if address.deleted_at:
            return _("nothing: it was deleted")
        return address.thing or _("the front page")
