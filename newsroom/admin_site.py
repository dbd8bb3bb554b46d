"""The desk: Django's admin, in which editors write and moderators decide."""

import logging
from functools import partial, wraps

from csp.decorators import csp
from django.conf import settings
from django.contrib.admin import AdminSite, ShowFacets
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from newsroom import desk_cookie
from newsroom.numbers import row_number
from newsroom.paper_page import paper_page
from newsroom.saving import CarefulAdmin
from newsroom.sign_in import SignInForm, limited, no_work, prolong
from newsroom.text_given_back import give_back, has_typed_text

logger = logging.getLogger(__name__)


SIGNED_OUT = _(
    "You have been signed out, so this was not saved. Sign in in another tab, then "
    "come back and send it again: everything is still here."
)


def has_signed_in_before(request) -> bool:
    return settings.CSRF_COOKIE_NAME in request.COOKIES


class Desk(AdminSite):
    login_form = SignInForm
    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Today")
    enable_nav_sidebar = False  # the rail leads (newsroom/rail.py)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pages: list[tuple] = []  # of the apps: route, view, name

    def admin_view(self, view, cacheable=False):
        admitted = super().admin_view(view, cacheable)

        @wraps(view)
        def answer(request, *args, **kwargs):
            if (
                has_typed_text(request)
                and not self.has_permission(request)
                and has_signed_in_before(request)
            ):
                return give_back(request, SIGNED_OUT, status=403, sign_in=reverse("admin:login"))
            works = self.has_permission(request) and not getattr(view, "is_no_work", False)
            is_prolonged = works and prolong(request)
            try:
                response = admitted(request, *args, **kwargs)
            except OverflowError as error:
                # A primary key, in a filter or a choice, beyond SQLite's range.
                raise Http404 from error
            if is_prolonged or (works and desk_cookie.NAME not in request.COOKIES):
                desk_cookie.keep(response)
            return response

        return with_desk_policy(answer)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register a model; every admin class gets CarefulAdmin, Django's own too."""
        base = admin_class or CarefulAdmin
        if not issubclass(base, CarefulAdmin):
            base = type(base.__name__, (base, CarefulAdmin), {"__module__": base.__module__})
        super().register(model_or_iterable, base, **options)

    def get_urls(self):
        on_site = path(
            "r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.view_on_site)
        )
        signed_in = path("signed-in/", self.admin_view(self.signed_in), name="signed_in")
        own = [path(route, self.admin_view(view), name=name) for route, view, name in self.pages]
        paper = path("paper/", self.admin_view(partial(paper_page, site=self)), name="paper")
        return [on_site, signed_in, paper, *own, *super().get_urls()]

    def app_index(self, request, app_label, extra_context=None):
        """Redirect to "The paper": apps are the program's, and nobody at the desk knows them."""
        if not self.get_app_list(request, app_label):
            raise Http404
        return redirect("admin:paper")

    @no_work
    def signed_in(self, request):
        """Say that somebody is signed in: in a window opened beside a form, and to the form.

        The form learns who it is, and gets the key (CSRF) that its session has now.
        """
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"user": request.user.pk, "token": get_token(request)})
        context = {**self.each_context(request), "title": _("You are signed in")}
        return render(request, "admin/signed_in.html", context)

    def view_on_site(self, request, content_type_id, object_id):
        """Redirect to the public page of an object, for users who may view it in the admin.

        Django's view redirects every member of staff, and the address shows the headline of a
        draft.
        """
        kinds = ContentType.objects.filter(pk=row_number(content_type_id))
        model = get_object_or_404(kinds).model_class()
        if not self.is_registered(model):
            raise PermissionDenied
        desk = self.get_model_admin(model)
        if not desk.has_view_permission(request):
            raise PermissionDenied
        if desk.get_object(request, object_id) is None:
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def logout(self, request, extra_context=None):
        response = super().logout(request, extra_context)
        desk_cookie.forget(response)
        return response

    def login(self, request, extra_context=None):
        """Show the sign-in form; add a message if a session cannot be stored."""
        answer = limited(with_desk_policy(super().login))
        try:
            return answer(request, extra_context)
        except (DatabaseError, OSError):
            if request.method != "POST":
                raise
            logger.exception("Nobody can sign in, because no session can be stored.")
        request.could_not_save = True
        request.session = type(request.session)()  # nothing of it is to be stored
        request.user = AnonymousUser()
        return answer(request, extra_context)


class OnlyListedLookups:
    """For a ModelAdmin: allow only the lookups of its own list filters.

    Django allows lookups on any local field, so a field that is never shown could be guessed
    character by character.
    """

    show_facets = ShowFacets.NEVER  # a count of each choice reads the whole table

    def lookup_allowed(self, lookup, value, request=None):
        # A name of a field, or a filter of our own with the name of its parameter.
        allowed = [getattr(entry, "parameter_name", entry) for entry in self.list_filter]
        field = lookup.partition("__")[0]
        return field in allowed and super().lookup_allowed(lookup, value, request)


class ReadOnlyAdmin:
    """For a ModelAdmin: its rows can be viewed, not added, changed or deleted."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def with_desk_policy(view):
    return csp(settings.DESK_CONTENT_SECURITY_POLICY)(view)
