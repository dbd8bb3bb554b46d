"""Following an article by e-mail, without writing a comment."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments import email_confirmation, hourly_limits, origin
from comments.forms.follow_form import FollowForm
from comments.models import FollowRequest
from comments.models.commenter import canonical
from comments.views.private_answers import kept_private

AN_HOUR = 10  # requests from one network


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_article(request, year, month, slug):
    """Take a request to follow, without telling if the address is known."""
    article = Article.objects.published().filed_under(year, month).filter(slug=slug).first()
    if article is None or not article.is_open_for_comments:
        raise Http404
    action = reverse("follow_article", args=article.address)
    form = FollowForm(request.POST if request.method == "POST" else None, action=action)
    status = take(request, form, article) if form.is_bound else 200
    context = {
        "article": article,
        "form": form,
        "is_done": form.is_bound and status == 200,
        "follower": form.is_bound and status == 200 and remembered(request, form),
    }
    response = render(request, "comments/follow_article.html", context, status=status)
    if status == 429:
        response["Retry-After"] = hourly_limits.until_next_hour().seconds
    return kept_private(response)


def take(request, form, article) -> int:
    """Store the request; a browser that remembers the address needs no confirmation."""
    if not form.is_valid():
        return 422
    if not origin.is_ours(request):
        form.refuse("foreign")
        return 403
    if not hourly_limits.take(hourly_limits.network(request), AN_HOUR, "requests to follow"):
        form.refuse("too_many", minutes=hourly_limits.until_next_hour().seconds // 60 + 1)
        return 429
    wish = form.cleaned_data
    if commenter := remembered(request, form):
        commenter.follow(article, wish["rhythm"])
    else:
        FollowRequest.submit(wish["email"], article, wish["rhythm"])
    return 200


def remembered(request, form):
    """Return the commenter whom this browser remembers, if it is their address."""
    commenter = email_confirmation.kept(request)
    is_theirs = commenter and commenter.email == canonical(form.cleaned_data["email"])
    return commenter if is_theirs else None
