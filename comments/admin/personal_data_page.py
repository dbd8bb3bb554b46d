"""The desk's page for somebody who asks on paper: see, export and erase what an address has here.

Everything is posted, so that no address gets into a log. Who exported or erased is written down,
without the address. The desk has to know that the letter comes from the owner of the address.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import personal_data
from comments.models import Commenter

RIGHT = "comments.handle_personal_data"
EXPORTED, ERASED = "exported", "erased"
ACTS = {EXPORTED: _("Exported"), ERASED: _("Erased")}
MOST_LOGGED = 20  # lines of the log on the page


class AddressForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"), max_length=254)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handle_personal_data(request, site):
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, site, form, status=422 if form.is_bound else 200)
    address = form.cleaned_data["address"]
    if "export" in request.POST:
        return export(request, address)
    if "erase" in request.POST and "sure" in request.POST:
        return erase(request, address)
    return show(request, site, form, extent=personal_data.extent(address))


def export(request, address):
    log(request.user, EXPORTED)
    data = personal_data.of_address(address)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


def erase(request, address):
    personal_data.erase_address(address)
    log(request.user, ERASED)
    messages.success(request, __("Everything stored with this address has been deleted."))
    return HttpResponseRedirect(request.path)


def log(user, act):
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Commenter),
        object_repr="",
        action_flag=DELETION if act == ERASED else CHANGE,
        change_message=act,
    )


def show(request, site, form, extent=None, status=200):
    kind = ContentType.objects.get_for_model(Commenter)
    entries = LogEntry.objects.filter(content_type=kind, change_message__in=ACTS)
    log = [
        (entry.action_time, entry.user.get_username(), ACTS[entry.change_message])
        for entry in entries.select_related("user").order_by("-pk")[:MOST_LOGGED]
    ]
    title = __("A reader's personal data")
    context = {
        **site.each_context(request),
        "title": title,
        "form": form,
        "extent": extent,
        "log": log,
    }
    page = "admin/comments/notification/personal_data.html"
    return render(request, page, context, status=status)
