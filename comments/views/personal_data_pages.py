"""A commenter's personal data, by a link sent to the confirmed address."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import email_confirmation, hourly_limits, notifications, origin, personal_data
from comments.forms.access_form import AccessForm
from comments.notifications import unsubscribe
from comments.views.private_answers import kept_private
from newsroom.numbers import row_number

AN_HOUR = 10  # links that may be asked for from one network


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Send the link to an address, without telling if the address is known."""
    form = AccessForm(request.POST if request.method == "POST" else None)
    status = send(request, form) if form.is_bound else 200
    context = {"form": form, "is_done": form.is_bound and status == 200}
    response = render(request, "comments/ask_for_personal_data.html", context, status=status)
    if status == 429:
        response["Retry-After"] = hourly_limits.until_next_hour().seconds
    return kept_private(response)


def send(request, form) -> int:
    if not form.is_valid():
        return 422
    if not origin.is_ours(request):
        form.refuse("foreign")
        return 403
    if not hourly_limits.take(hourly_limits.network(request), AN_HOUR, "links"):
        form.refuse("too_many", minutes=hourly_limits.until_next_hour().seconds // 60 + 1)
        return 429
    notifications.send_access(form.cleaned_data["email"])
    return 200


def private(view):
    """Decorator: replace the token by its commenter; the response is not stored."""

    @never_cache
    @wraps(view)
    def answer(request, token):
        commenter = personal_data.commenter_of(token)
        if commenter is None:
            raise Http404
        return kept_private(view(request, commenter, token))

    return answer


def pressed(view):
    """Decorator for buttons of the page, whose address is the proof of identity."""

    @csrf_exempt
    @require_POST
    @private
    @wraps(view)
    def answer(request, commenter, token):
        if origin.is_foreign(request):
            return _show(request, commenter, token, status=403, is_foreign=True)
        return view(request, commenter, token)

    return answer


@require_safe
@private
def show(request, commenter, token):
    return _show(request, commenter, token)


def _show(request, commenter, token, status=200, **more):
    context = {"commenter": commenter, "comments": personal_data.comments_of(commenter)}
    context["following"] = [
        (following.article, unsubscribe.address(commenter, following))
        for following in commenter.following.select_related("article")
    ]
    context |= {"token": token, **more}
    return render(request, "comments/personal_data.html", context, status=status)


@require_safe
@private
def as_json(request, commenter, token):
    data = personal_data.as_dict(commenter)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@pressed
def disown(request, commenter, token):
    for comment in commenter.comments.filter(pk=row_number(request.POST.get("comment", ""))):
        comment.disown()
    return HttpResponseRedirect(reverse("personal_data", args=[token]), status=303)


@pressed
def erase(request, commenter, token):
    personal_data.erase(commenter)
    response = render(request, "comments/erased.html")
    email_confirmation.forget(response)
    return response
