"""The rules of the discussion and the privacy page."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import public_rules
from newsroom.page_cache import public, without_comments


@public
@without_comments
@require_safe
def rules(request):
    return show(request, _("House rules"), public_rules.rules(request.masthead))


@public
@without_comments
@require_safe
def privacy(request):
    return show(request, _("Privacy"), public_rules.privacy(request.masthead), has_access=True)


def show(request, title, sections, **more):
    return render(
        request, "comments/public_rules.html", {"title": title, "sections": sections, **more}
    )
