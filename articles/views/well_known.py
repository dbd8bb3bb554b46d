"""Files for machines at standardised addresses."""

from datetime import timedelta

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from newsroom.headers import for_other_sites
from newsroom.page_cache import public, without_comments
from newsroom.site import crawlers

NEWS = timedelta(days=2)
MOST_NEWS = 1000  # more is not read
# All others by ISO 639 alone: developers.google.com/search/docs/crawling-indexing/sitemaps.
NEWS_LANGUAGES = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}
SECURITY_TXT_GOOD_FOR = timedelta(days=180)  # RFC 9116 recommends less than a year
ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512", "icon.svg": "any"}
PAPER = "#fcfbf8"  # as in static/css/tokens.css


# Not cached: stories leave it after two days.
@for_other_sites
@require_safe
def news_sitemap(request):
    """Answer with the stories of the last two days (Google News sitemap 0.9)."""
    recent, language = timezone.now() - NEWS, request.masthead.language
    stories = Article.objects.published().stories().filter(published_at__gte=recent)
    context = {
        "articles": stories.newest_first().defer("body")[:MOST_NEWS],
        "language": NEWS_LANGUAGES.get(language) or language.partition("-")[0],
    }
    return render(request, "articles/news_sitemap.xml", context, content_type="application/xml")


@public
@without_comments
@for_other_sites
@require_safe
def ads_txt(request):
    """Answer with the masthead's ads.txt, byte for byte; 404 without one (IAB ads.txt 1.1)."""
    if not request.masthead.ads_txt.strip():
        raise Http404
    return HttpResponse(request.masthead.ads_txt, content_type="text/plain; charset=utf-8")


@public
@without_comments
@for_other_sites
@require_safe
def robots_txt(request):
    """Answer with the masthead's robots.txt, or with AI crawlers and sitemaps (RFC 9309)."""
    rules = request.masthead.robots_txt.strip() or "\n".join(_rules(request))
    return HttpResponse(f"{rules}\n", content_type="text/plain; charset=utf-8")


def _rules(request):
    if unwelcome := crawlers.UNWELCOME[request.masthead.ai_crawlers]:
        yield from (f"User-agent: {name}" for name in unwelcome)
        yield from ["Disallow: /", ""]
    yield from ["User-agent: *", "Disallow: /admin/", "Disallow: /search/?", ""]
    for name in ("sitemap", "news_sitemap"):
        yield f"Sitemap: {request.build_absolute_uri(reverse(name))}"


# Not cached, for the expiry date is relative to now.
@for_other_sites
@require_safe
def security_txt(request):
    """Answer with the contact for security reports (RFC 9116)."""
    contact = request.masthead.security_contact
    if not contact:
        raise Http404
    if "://" not in contact and not contact.startswith("mailto:"):
        contact = f"mailto:{contact}"
    expires = (timezone.now() + SECURITY_TXT_GOOD_FOR).date()
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}T00:00:00Z",
        f"Preferred-Languages: {request.masthead.language}",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@without_comments
@for_other_sites
@require_safe
def opensearch(request):
    """Answer with a description of the search for browsers (OpenSearch 1.1)."""
    kind = "application/opensearchdescription+xml"
    return render(request, "articles/opensearch.xml", content_type=kind)


@public
@without_comments
@require_safe
def manifest(request):
    """Answer with name, colours and icons for home screens (W3C Web Application Manifest)."""
    masthead = request.masthead
    icons = [
        {"src": static(name), "sizes": size, "type": f"image/{_subtype(name)}"}
        for name, size in ICONS.items()
    ]
    return JsonResponse(
        {
            "name": masthead.name,
            "short_name": masthead.short_name,
            "description": masthead.tagline,
            "lang": masthead.language,
            "start_url": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def icon(request, name):
    """Redirect what browsers ask for unbidden to the icon, whose name changes with it."""
    response = HttpResponseRedirect(static(name))
    response["Cache-Control"] = "max-age=3600"
    return response


def _subtype(name):
    return "svg+xml" if name.endswith(".svg") else "png"


@require_safe
def readyz(request):
    """Answer 200 with the time if the database can be read (newsroom/health.py)."""
    Article.objects.published().exists()
    return HttpResponse(f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}\n", content_type="text/plain")
