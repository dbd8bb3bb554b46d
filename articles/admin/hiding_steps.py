"""Hiding the first steps of a new paper, for all of its desk."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.models import Masthead


@require_POST
def hide_first_steps(request):
    if not request.user.has_perm("newsroom.change_masthead"):
        raise PermissionDenied
    masthead = Masthead.objects.get()
    masthead.first_steps = False
    masthead.save(update_fields=["first_steps"])
    sentence = _("The first steps are hidden. The paper's settings bring them back.")
    messages.success(request, sentence)
    return redirect("admin:index")


admin.site.pages.append(  # type: ignore[attr-defined]
    ("first-steps/hide/", hide_first_steps, "articles_hide_first_steps")
)
