"""Unsubscription by the address in each e-mail."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import notifications
from comments.views.private_answers import kept_private


# RFC 8058: mail programs send the POST themselves, from no page of ours and without a cookie; the
# signed address is the proof. A GET only shows a button, because scanners follow links.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    stop = notifications.unsubscription_of(token)
    if stop is None:
        raise Http404
    if request.method == "POST":
        stop.carry_out()
    context = {"stop": stop, "done": request.method == "POST"}
    return kept_private(render(request, "comments/unsubscribe.html", context))
