"""The pages of articles."""

from datetime import date
from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import cursor, directories, front_page, old_addresses
from articles.models import Article, Author, Correction, Kind, Topic
from articles.models.article_queryset import midnight
from articles.search.finding import find
from articles.search.form import SearchForm
from articles.search.query import Query
from articles.views import legacy
from newsroom import hourly_counts, kept, network, together
from newsroom.null_characters import any_input
from newsroom.page_cache import public, shows_discussions, without_comments

SEARCHES_AN_HOUR = 300  # from one network
CORRECTIONS_A_PAGE = 50


@public
@require_safe
def front(request):
    if feed := request.GET.get("feed"):  # WordPress' address of it
        is_comments = feed.startswith("comments-")
        return legacy.comments_feed(request) if is_comments else legacy.feed(request)
    if request.GET.keys() & set(old_addresses.PARAMETERS):
        raise Http404  # an old blog named its pages so; see articles/old_addresses.py
    page, front = front_page.page_of(request)
    return render(request, "articles/front.html", {"page": page, "front": front})


@public
@require_safe
def article(request, year, month, slug):
    try:
        filed = date(int(year), int(month), 1)
    except ValueError as error:
        raise Http404 from error
    article = _as_stored(filed=filed, slug=slug)
    if article.is_page:
        return redirect(article, permanent=True)
    return _show(request, article)


@public
@require_safe
def page(request, slug):
    """Show an imprint or the like, whose address has no month."""
    return _show(request, _as_stored(kind=Kind.PAGE.value, slug=slug))


def _as_stored(**address):
    """Return the article, which is read once for an edition."""

    def read():
        try:
            return Article.objects.whole(**address)
        except Article.DoesNotExist as error:
            raise Http404 from error

    return kept.for_edition(("article", *address.items()), read, renew=Article.objects.as_now)


def _show(request, article):
    shows_discussions(request, [article])
    context = {"article": article, "is_as_stored": True}
    return render(request, "articles/article.html", context)


@public
@require_safe
def topic(request, slug):
    return _list(request, "articles/topic.html", "topic", slug, partial(_of_label, Topic))


@public
@require_safe
def author(request, slug):
    return _list(request, "articles/author.html", "author", slug, partial(_of_label, Author))


@public
@require_safe
def archive(request, year, month=None):
    months = (year, month)
    return _list(
        request, "articles/archive.html", "archive", months, _of_months, may_be_empty=False
    )


def _list(request, template, kind, name, find, may_be_empty=True):
    """Show a page of a list, which is read once for an edition; of its discussions, the numbers.

    `find` returns the rest of the context, and a page of the articles, or raises Http404.
    """

    def counted(known):
        context, page = known
        return context, page.counted_now()

    key = kind, name, request.GET.get("before")
    context, page = kept.for_edition(key, lambda: find(request, name), renew=counted)
    if not (page.articles or may_be_empty):
        raise Http404
    shows_discussions(request, page.articles)
    return render(request, template, {**context, "page": page})


def _of_label(model, request, slug):
    found = together.ask(_label, model, slug=slug)[0]
    if not found:
        raise Http404
    label = found[0]
    page = cursor.page(_stories_of, request, model, label.has_many, label=label.pk)
    return {model._meta.model_name: label}, page


def _label(model, slug):
    return [Article.objects.measured(model.objects.filter(slug=slug))]


def _stories_of(model, has_many, label):
    return Article.objects.published().stories().of(model(pk=label), has_many)


def _of_months(request, name):
    year, month = name
    try:
        first = date(int(year), int(month or 1), 1)
        last = first.replace(month=12) if month is None else first
        begin, end = midnight(first), midnight(_month_after(last))
        page = cursor.page(_stories_between, request, begin=begin, end=end)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return {"first": first, "month": month}, page


def _stories_between(begin, end):
    return Article.objects.published().stories().from_until(begin, end)


@public
@without_comments
@require_safe
def topics(request):
    return render(request, "articles/topics.html", _from_a_to_z(Topic.objects))


@public
@without_comments
@require_safe
def authors(request):
    return render(request, "articles/authors.html", _from_a_to_z(Author.objects))


@public
@without_comments
@require_safe
def years(request):
    return render(request, "articles/years.html", {"years": directories.years()})


# Not cached: there are too many different searches.
@any_input
@require_safe
def search(request):
    """Show the results within a topic or a year; invalid input is ignored."""
    form = SearchForm(request.GET)
    if not take_search(request):
        wait = hourly_counts.until_next_hour().seconds
        context = {"form": form, "minutes": wait // 60 + 1}
        response = render(request, "articles/search.html", context, status=429)
        response["Retry-After"] = wait
        return response
    within = form.parameters()
    query = Query.parse(request.GET.get("q", ""), request.masthead.language)
    context = {"form": form, "query": query, "results": find(query, **within), **within}
    return render(request, "articles/search.html", context)


def take_search(request) -> bool:
    """Count a search; return False if the network has none left in this hour."""
    is_search = any(request.GET.get(name) for name in ("q", "topic", "year"))
    return not is_search or hourly_counts.take_to_read(
        network.of_request(request), SEARCHES_AN_HOUR, "searches"
    )


@public
@without_comments
@require_safe
def corrections(request):
    every = Correction.objects.published().select_related("article").defer("article__body")
    page = cursor.page_of(every, request, "corrected_at", CORRECTIONS_A_PAGE)
    return render(request, "articles/corrections.html", {"page": page})


@public
@without_comments
@require_safe
def about(request):
    if not request.masthead.sections:
        raise Http404
    return render(request, "articles/about.html")


def _month_after(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _from_a_to_z(labels):
    used = directories.used(labels, directories.MOST + 1)
    return {
        "letters": directories.from_a_to_z(used[: directories.MOST]),
        "is_cut": len(used) > directories.MOST,
    }
