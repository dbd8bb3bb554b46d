"""The desk: where editors write and moderators decide. Django's admin in our own clothes."""

from csp.decorators import csp
from django.conf import settings
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("What is going on")

    def admin_view(self, view, cacheable=False):
        return strictly(super().admin_view(view, cacheable))

    def login(self, request, extra_context=None):
        return strictly(super().login)(request, extra_context)


class OnlyLooking:
    """For a ModelAdmin: rows are made and changed elsewhere; here one looks at them."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def strictly(view):
    """Decorator: the desk's own policy, as strict as the public one but for a nonce and `data:`."""
    return csp(settings.DESK_CONTENT_SECURITY_POLICY)(view)
