"""The desk's page that sends a test e-mail, for those who set up the paper."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom import hourly_counts
from newsroom.mail import trial

AN_HOUR = 10  # test e-mails of one person: they can go to anybody's address
TOO_MANY = ngettext_lazy(
    "You have sent many test e-mails. Please try again in %(minutes)d minute.",
    "You have sent many test e-mails. Please try again in %(minutes)d minutes.",
    "minutes",
)


class TestEmailForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"), max_length=254)


@require_http_methods(["GET", "HEAD", "POST"])
def send_test_email(request, site):
    if not request.user.has_perm("newsroom.change_masthead"):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = TestEmailForm(data, initial={"address": request.user.email})
    status = send(request, form) if form.is_bound else 200
    context = {
        **site.each_context(request),
        "title": __("Test e-mail"),
        "form": form,
        "destination": trial.destination(),
    }
    return render(request, "admin/newsroom/test_email.html", context, status=status)


def send(request, form) -> int:
    if not form.is_valid():
        return 422
    if not hourly_counts.take(f"user {request.user.pk}", AN_HOUR, "test e-mails"):
        minutes = hourly_counts.until_next_hour().seconds // 60 + 1
        form.add_error(None, TOO_MANY % {"minutes": minutes})
        return 429
    outcome = trial.send(form.cleaned_data["address"])
    level = messages.SUCCESS if outcome.is_accepted else messages.ERROR
    messages.add_message(request, level, outcome.sentence)
    return 200
