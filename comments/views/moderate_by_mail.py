"""Moderation by mail: the links of the letters to moderators."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.forms.reason_form import ReasonForm
from comments.tokens import action_links
from comments.tokens.action_links import Act, LinkState
from comments.views.private_answers import kept_private
from newsroom.text_given_back import GONE, give_back, has_typed_text

STATUSES = {
    LinkState.NO_RIGHTS: 403,
    LinkState.OVER: 410,
    LinkState.GONE: 410,
    LinkState.CHANGED: 409,
}
# Nothing is wrong with looking at what was decided; a button that comes too late is told so.
TOO_LATE = {LinkState.SPENT: 409, LinkState.DECIDED: 409}


# Exempt from the token in a cookie: there is no cookie, and nobody can have another person's
# browser use a link without having the link, which is all it takes. For the same reason the
# origin is not asked for: browsers inside mail programs may name none. A GET only shows a button,
# for scanners follow links.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request, act, token):
    link = action_links.read(token)
    if link is None or link.act != act:
        if has_typed_text(request):
            return give_back(request, GONE, status=403 if link else 404, again=False)
        return show(request, {}, status=403 if link else 404)
    form = ReasonForm(sent(request, link))
    if form.is_valid():
        found = link.carry_out(form.in_full)
        if found.standing == LinkState.OPEN:
            # What came of it is what the link finds from now on.
            return kept_private(HttpResponseRedirect(request.path, status=303))
    else:
        found = link.look()
    context = {"link": link, "found": found, "form": form if link.act == Act.REJECT else None}
    return show(request, context, status=status_of(found.standing, form))


def sent(request, link):
    """The fields that count; None for who only looks. Only a refusal has any."""
    if request.method != "POST":
        return None
    return request.POST if link.act == Act.REJECT else {}


def status_of(standing, form) -> int:
    if form.is_bound and standing == LinkState.OPEN:
        return 422
    answers = STATUSES | TOO_LATE if form.is_bound else STATUSES
    return answers.get(standing, 200)


def show(request, context, status):
    context["days"] = action_links.GOOD_FOR.days
    page = render(request, "comments/moderate_by_mail.html", context, status=status)
    return kept_private(page)
