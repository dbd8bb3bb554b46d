"""Confirmation of an address: the link shows comments to tick, a button confirms them.

Mail programs open links on their own, so a GET changes nothing.
"""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import email_confirmation, origin
from comments.tokens import receipts
from comments.views.private_answers import kept_private
from newsroom.numbers import row_number


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request, token):
    email = email_confirmation.address_of(token)
    if not email:
        raise Http404
    if request.method == "POST":
        return press(request, email)
    return show(request, email)


def press(request, email):
    if origin.is_foreign(request):
        return show(request, email, status=403, is_foreign=True, **kept_ticks(request))
    if "requests" in request.POST:
        return press_following(request, email)
    numbers = ticked(request, "comment")
    if not numbers:
        return show(request, email, status=422, is_empty=True)
    if "disown" in request.POST:
        email_confirmation.disown(email, numbers)
        return show(request, email)
    return confirm(request, email, numbers)


def kept_ticks(request) -> dict:
    return {"ticked": ticked(request, "comment"), "to_follow": ticked(request, "follow")}


def ticked(request, name) -> set[int]:
    numbers = map(row_number, request.POST.getlist(name))
    return {number for number in numbers if number is not None}


def press_following(request, email):
    if request.POST["requests"] == "none":
        email_confirmation.forget_follow_requests(email)
        return show(request, email)
    followed = email_confirmation.follow(email, ticked(request, "follow"))
    status = 200 if followed else 422
    return show(request, email, status, followed=followed, follows_nothing=not followed)


def confirm(request, email, numbers):
    confirmed = email_confirmation.confirm(email, numbers)
    response = show(request, email, confirmed=confirmed)
    if len(confirmed) == 1 and confirmed[0].form_key:
        receipt = receipts.token(confirmed[0].form_key)
        there = reverse("receipt", args=[receipt])
        response = kept_private(HttpResponseRedirect(there, status=303))
    # Another site could have a reader's browser remember the attacker's address.
    if confirmed and "keep" in request.POST and origin.is_ours(request):
        email_confirmation.keep(response, confirmed[0].commenter)
    return response


def show(request, email, status=200, **more):
    context = {
        "email": email,
        "comments": email_confirmation.unconfirmed(email),
        "requests": email_confirmation.follow_requests(email),
        **more,
    }
    return kept_private(render(request, "comments/confirm_email.html", context, status=status))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request):
    is_foreign = request.method == "POST" and not origin.is_ours(request)
    done = request.method == "POST" and not is_foreign
    context = {"done": done, "is_foreign": is_foreign}
    status = 403 if is_foreign else 200
    response = kept_private(
        render(request, "comments/sign_out_of_browser.html", context, status=status)
    )
    if done:
        email_confirmation.forget(response)
    return response
