"""Moderation by links in e-mails."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.forms.reason_form import BlockForm, ReasonForm
from comments.tokens import action_links
from comments.tokens.action_links import LinkState
from comments.views.private_answers import kept_private
from newsroom.text_given_back import GONE, give_back, has_typed_text

STATUSES = {
    LinkState.NO_RIGHTS: 403,
    LinkState.OVER: 410,
    LinkState.GONE: 410,
    LinkState.CHANGED: 409,
}
# A GET of a used link is no error; a POST of one is.
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
    form = form_of(request, link)
    if form.is_valid():
        result = link.carry_out(form.given)
        if result.state == LinkState.OPEN:
            # The link itself shows the outcome from now on.
            return kept_private(HttpResponseRedirect(request.path, status=303))
    else:
        result = link.result()
    again = link.for_version_of(result)
    context = {"link": link, "result": result, "form": form, "again": again}
    return show(request, context, status=status_of(result.state, form))


def form_of(request, link):
    """Return the form beside the button; only a rejection has a reason."""
    kind = ReasonForm if link.act == "reject" else BlockForm
    sent = request.POST if request.method == "POST" else None
    return kind(sent, may_block=link.may_block(link.result()))


def status_of(state, form) -> int:
    if form.is_bound and state == LinkState.OPEN:
        return 422
    answers = STATUSES | TOO_LATE if form.is_bound else STATUSES
    return answers.get(state, 200)


def show(request, context, status):
    context["days"] = action_links.GOOD_FOR.days
    page = render(request, "comments/moderate_by_mail.html", context, status=status)
    return kept_private(page)
