from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
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
        if address.article:
            page = reverse("admin:articles_article_addresses", args=[address.article_id])
            return format_html('<a href="{}">{}</a>', page, address.article)
        return address.thing or _("the front page")
