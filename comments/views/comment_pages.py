"""Pages of public comments."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from comments import threads
from newsroom.page_cache import public, shows_discussions


@public
@require_safe
def all_comments(request, year, month, slug):
    """Show all comments of an article by page or, with `thread`, those of one thread."""
    article = _article(year, month, slug)
    shows_discussions(request, [article])
    asked = {name: request.GET.get(name, "") for name in ("after", "sort", "thread")}
    try:
        page = _page(article, request.masthead, **asked)
    except (threads.Unknown, ValueError) as error:
        raise Http404 from error
    context = {"article": article, "page": page, "asked": asked}
    context["title"] = _("Comments on “%(headline)s”") % {"headline": article.headline}
    context["canonical"] = _canonical(article, page, request.masthead, **asked)
    return render(request, "comments/all_comments.html", context)


def _canonical(article, page, masthead, after, sort, thread) -> str:
    """Return the address for search engines; "" for comments in an order that is not the usual.

    The first page is on the article's own, so that counts. Every later page has comments of its
    own, but in one order only: in another one they are the same comments again.
    """
    if not thread and page.sort != masthead.comment_order:
        return ""
    if not thread and not after:
        return article.get_absolute_url()
    parts = {"after": after, "thread": thread} if thread else {"after": after, "sort": page.sort}
    query = urlencode({name: part for name, part in parts.items() if part})
    return f"{reverse('all_comments', args=article.address)}?{query}"


@public
@require_safe
def comment(request, year, month, slug, number):
    article = _article(year, month, slug)
    wanted = get_object_or_404(article.comments.approved(), pk=number)
    if threads.page(article, threads.Sort(request.masthead.comment_order)).shows(wanted):
        return redirect(f"{article.get_absolute_url()}#c{wanted.pk}")
    address = reverse("all_comments", args=article.address)
    return redirect(f"{address}?{threads.address_of(wanted)}#c{wanted.pk}")


def _article(year, month, slug):
    articles = Article.objects.published().filed_under(year, month)
    return get_object_or_404(articles.prefetch_related("bylines__author"), slug=slug)


def _page(article, masthead, after, sort, thread):
    """Return the requested page. Raise Unknown, or ValueError for an unknown order."""
    if thread:
        return threads.of_thread(article, thread, after)
    return threads.page(article, threads.Sort(sort or masthead.comment_order), after)
