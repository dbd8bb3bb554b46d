from datetime import date, timedelta

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import cursor, old_addresses
from articles.models import Article, Author, Topic
from newsroom.pages import public

NEWS = timedelta(days=2)
MOST_NEWS = 1000  # more is not read
ROBOTS = "User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\nSitemap: {news}\n"


@public
@require_safe
def front(request):
    if "feed" in request.GET:
        return redirect("feed", form="atom", permanent=True)  # WordPress' address of it
    if request.GET.keys() & set(old_addresses.PARAMETERS):
        raise Http404  # an old blog named its pages so; see articles/old_addresses.py
    page = cursor.page(Article.objects.published().stories(), request)
    return render(request, "articles/front.html", {"page": page})


@public
@require_safe
def article(request, year, month, slug):
    articles = Article.objects.published().filed_under(year, month)
    articles = articles.select_related("picture").prefetch_related("bylines__author", "topics")
    context = {"article": get_object_or_404(articles, slug=slug)}
    return render(request, "articles/article.html", context)


@public
@require_safe
def topic(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    page = cursor.page(topic.articles.published().stories(), request)
    return render(request, "articles/topic.html", {"topic": topic, "page": page})


@public
@require_safe
def author(request, slug):
    author = get_object_or_404(Author, slug=slug)
    page = cursor.page(author.articles.published().stories(), request)
    return render(request, "articles/author.html", {"author": author, "page": page})


@public
@require_safe
def archive(request, year, month=None):
    """All that was published in a year, or in a month of it, by the masthead's time zone."""
    try:
        first = date(int(year), int(month or 1), 1)
        last = first.replace(month=12) if month is None else first
        stories = Article.objects.published().stories().between(first, _month_after(last))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    page = cursor.page(stories, request)
    if not page.articles:
        raise Http404
    context = {"page": page, "first": first, "month": month}
    return render(request, "articles/archive.html", context)


def _month_after(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


# Not kept: what is news today leaves it by the clock, story by story.
@require_safe
def news_sitemap(request):
    """The stories of the last two days (Google News sitemap 0.9)."""
    recent = timezone.now() - NEWS
    stories = Article.objects.published().stories().filter(published_at__gte=recent)
    context = {
        "articles": stories.newest_first().defer("body")[:MOST_NEWS],
        "language": request.masthead.language.partition("-")[0],
    }
    return render(request, "articles/news_sitemap.xml", context, content_type="application/xml")


@public
@require_safe
def ads_txt(request):
    """Byte for byte what the masthead says; none is better than an empty one (IAB ads.txt 1.1)."""
    if not request.masthead.ads_txt.strip():
        raise Http404
    return HttpResponse(request.masthead.ads_txt, content_type="text/plain; charset=utf-8")


@public
@require_safe
def robots_txt(request):
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    news = request.build_absolute_uri(reverse("news_sitemap"))
    rules = request.masthead.robots_txt or ROBOTS.format(sitemap=sitemap, news=news)
    return HttpResponse(rules.rstrip() + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def old_label(request, name):
    """Blogger's address of a topic."""
    found = Topic.objects.filter(name__iexact=name).first()
    return HttpResponsePermanentRedirect(
        get_object_or_404(Topic, pk=found and found.pk).get_absolute_url()
    )


@require_safe
def old_feed(request):
    """Where Blogger and WordPress had their feeds."""
    return HttpResponsePermanentRedirect(reverse("feed", args=["atom"]))


@require_safe
def healthz(request):
    """Alive, and it can read the database and the clock."""
    Article.objects.published().exists()
    return HttpResponse(f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}\n", content_type="text/plain")
