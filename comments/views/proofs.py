"""An address is proved: the link of the letter shows a button, the button does it.

Mail programs follow links on their own, so a GET changes nothing.
"""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import origin, proofs, receipts
from comments.views.privacy import kept_private


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request, token):
    comment = proofs.comment_of(token)
    if comment is None:
        raise Http404
    if request.method == "POST" and origin.is_ours(request) and not comment.commenter:
        commenter = comment.prove()
        response = HttpResponseRedirect(after_proof(comment), status=303)
        if "keep" in request.POST:
            proofs.keep(response, commenter)
        return kept_private(response)
    return kept_private(render(request, "comments/prove.html", {"comment": comment}))


def after_proof(comment) -> str:
    if comment.form_key:
        return reverse("receipt", args=[receipts.token(comment.form_key)])
    return comment.article.get_absolute_url()


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request):
    """Take the kept proof off this browser."""
    response = kept_private(
        render(request, "comments/forget.html", {"done": request.method == "POST"})
    )
    if request.method == "POST" and origin.is_ours(request):
        proofs.forget(response)
    return response
