"""Posting of comments."""

from copy import copy

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments import email_confirmation, hourly_limits, origin
from comments.forms.comment_form import CommentForm
from comments.models import HeldForWording
from comments.moderation.rules.behaviour import FASTEST_WRITER
from comments.tokens import form_keys
from newsroom import kept
from newsroom.network import DayKey
from newsroom.text_given_back import give_back

PREVIEWS_AN_HOUR = 100  # from one network
UNPUBLISHED = _(
    "This article has been unpublished, so it takes no comments. You can copy your text from here."
)


# Exempt from the token in a cookie: a reader needs none. Instead the request must come from
# a page of ours (comments/origin.py) and bring a form key of ours (comments/tokens/form_keys.py).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_comment(request, year, month, slug):
    article = article_as_stored(year, month, slug)
    article = article or (request.method == "POST" and article_of_form(request))
    if not article:
        raise Http404
    if not article.is_public:
        return give_back(request, UNPUBLISHED, status=410, again=False)
    author = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        with DayKey.read_once():
            return receive_comment(request, article, author)
    asked = {"initial": {"parent": request.GET.get("reply")}, "quote": "quote" in request.GET}
    form = CommentForm(article=article, author=author, **asked)
    return show_form(request, article, form, status=200 if article.is_open_for_comments else 403)


def article_as_stored(year, month, slug) -> Article | None:
    """Return the article with its topics, which is read once for an edition."""

    def read():
        articles = Article.objects.published().filed_under(year, month).filter(slug=slug)
        return articles.prefetch_related("topics").first()

    return copy(kept.for_edition(("article to comment on", year, month, slug), read))


def article_of_form(request) -> Article | None:
    """Return the article that the form's key names, whatever address it was sent to."""
    number = form_keys.article_of(request.POST.get("key", ""))
    return Article.objects.filter(pk=number).first() if number else None


def receive_comment(request, article, author):
    commenter = email_confirmation.kept(request)
    form = CommentForm(request.POST, article=article, author=author, commenter=commenter)
    if not article.is_open_for_comments:
        return show_form(request, article, form, status=403)
    if not origin.is_ours(request):
        form.refuse("foreign")
        return show_form(request, article, form, status=403)
    if set(request.POST) == {"text"}:
        return take_over(request, article, author)
    if not form.is_valid():
        return show_form(request, article, form, status=422)
    if "preview" in request.POST:
        if not (
            author
            or hourly_limits.take(hourly_limits.network(request), PREVIEWS_AN_HOUR, "previews")
        ):
            return too_many(request, article, form, "too_many_previews")
        return show_form(request, article, form, status=200)
    senders = [] if author or form.earlier else senders_of(request, commenter)
    masthead = request.masthead
    try:
        new = hourly_limits.NewComment(senders, masthead.comments_per_hour, masthead.flood_after)
        form.save(hourly_limits.network(request), new)
    except hourly_limits.TooMany:
        return too_many(request, article, form)
    except HeldForWording:
        new.count()  # the rules have worked for it
        form.tell_of_wording()
        return show_form(request, article, form, status=422)
    return HttpResponseRedirect(reverse("receipt", args=[form.receipt]), status=303)


def take_over(request, article, author):
    """Show the form with the text from an article's page, which is stored and so has no key.

    Its writer has taken the time already, and may send the form as soon as the name is there.
    """
    key = form_keys.issue(article, timezone.now() - FASTEST_WRITER)
    initial = {"text": request.POST.get("text", ""), "key": key}
    form = CommentForm(article=article, author=author, initial=initial)
    return show_form(request, article, form, status=200)


def senders_of(request, commenter) -> list[str]:
    """Return whom a comment is counted for: the network, and a remembered commenter."""
    network = hourly_limits.network(request)
    return [network, hourly_limits.person(commenter)] if commenter else [network]


def too_many(request, article, form, code="too_many"):
    """Return the form with its text and Retry-After (RFC 6585, 4)."""
    wait = hourly_limits.until_next_hour()
    form.refuse(code, minutes=wait.seconds // 60 + 1)
    response = show_form(request, article, form, status=429)
    response["Retry-After"] = wait.seconds
    return response


def show_form(request, article, form, status):
    form.action = reverse("post_comment", args=article.address)
    context = {"article": article, "form": form, "parent": form.answers()}
    return render(request, "comments/post_comment.html", context, status=status)
