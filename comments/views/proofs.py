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
    is_foreign = request.method == "POST" and origin.is_foreign(request)
    if request.method == "POST" and not is_foreign and not comment.commenter:
        commenter = comment.prove()
        response = HttpResponseRedirect(after_proof(comment), status=303)
        if "keep" in request.POST and origin.is_ours(request):
            proofs.keep(response, commenter)
        return kept_private(response)
    context = {"comment": comment, "is_foreign": is_foreign}
    status = 403 if is_foreign else 200
    return kept_private(render(request, "comments/prove.html", context, status=status))


def after_proof(comment) -> str:
    if comment.form_key:
        return reverse("receipt", args=[receipts.token(comment.form_key)])
    return comment.article.get_absolute_url()


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request):
    """Take the kept proof off this browser."""
    is_foreign = request.method == "POST" and not origin.is_ours(request)
    done = request.method == "POST" and not is_foreign
    context = {"done": done, "is_foreign": is_foreign}
    status = 403 if is_foreign else 200
    response = kept_private(render(request, "comments/forget.html", context, status=status))
    if done:
        proofs.forget(response)
    return response
