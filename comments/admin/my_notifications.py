"""My notifications: each moderator's choice of e-mails about waiting comments."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from comments.models import ModeratorSubscription

NEVER = "never"


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("E-mails about waiting comments"),
        choices=[(NEVER, _("none")), *ModeratorSubscription.Rhythm.choices],
        widget=forms.RadioSelect,
    )


def my_notifications(request, site):
    if not request.user.has_perm("comments.moderate_comment"):
        raise PermissionDenied
    mine = ModeratorSubscription.objects.filter(moderator=request.user).first()
    chosen = {"rhythm": mine.rhythm if mine else NEVER}
    form = RhythmForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        choose(request.user, form.cleaned_data["rhythm"])
        messages.success(request, __("Your choice has been saved."))
        return HttpResponseRedirect(request.path)
    title = __("Notifications")
    context = {**site.each_context(request), "title": title, "form": form}
    return render(request, "admin/comments/notification/mine.html", context)


def choose(moderator, rhythm):
    if rhythm == NEVER:
        ModeratorSubscription.stop(moderator)
    else:
        ModeratorSubscription.choose(moderator, rhythm)
