from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path

from articles import feeds
from articles.sitemaps import SITEMAPS
from articles.slugs import PATTERN as SLUG
from articles.views import legacy, reading, well_known
from articles.views.linked_draft import preview_link
from newsroom.headers import for_other_sites
from newsroom.numbers import MONTH, YEAR
from newsroom.page_cache import public, without_comments

SITEMAP = {"sitemaps": SITEMAPS, "template_name": "articles/sitemap.xml"}
SITEMAP_INDEX = {
    "sitemaps": SITEMAPS,
    "sitemap_url_name": "sitemap_section",
    "template_name": "articles/sitemap_index.xml",
}
FORM = r"(?P<form>atom|rss|json)"
BLOGGER = r"(?:default|summary|full)"  # the lengths of its feeds

urlpatterns = [
    path("", reading.front, name="front"),
    re_path(rf"^feed\.{FORM}$", feeds.front, name="feed"),
    # Articles and their archives
    path("years/", reading.years, name="years"),
    re_path(rf"^{YEAR}/$", reading.archive, name="year"),
    re_path(rf"^{YEAR}/{MONTH}/$", reading.archive, name="month"),
    re_path(rf"^{YEAR}/{MONTH}/(?P<slug>{SLUG})/$", reading.article, name="article"),
    # Topics and authors
    path("topics/", reading.topics, name="topics"),
    path("authors/", reading.authors, name="authors"),
    path("topics/<str:slug>/", reading.topic, name="topic"),
    re_path(rf"^topics/(?P<slug>{SLUG})/feed\.{FORM}$", feeds.topic, name="topic_feed"),
    path("authors/<str:slug>/", reading.author, name="author"),
    re_path(rf"^authors/(?P<slug>{SLUG})/feed\.{FORM}$", feeds.author, name="author_feed"),
    path("preview/<str:token>/", preview_link, name="preview_link"),
    path("search/", reading.search, name="search"),
    path("search/opensearch.xml", well_known.opensearch, name="opensearch"),
    path("about-this-paper/", reading.about, name="about"),
    path("corrections/", reading.corrections, name="corrections"),
    re_path(rf"^corrections/feed\.{FORM}$", feeds.corrections, name="corrections_feed"),
    # For machines
    path(
        "sitemap.xml",
        public(without_comments(for_other_sites(index))),
        SITEMAP_INDEX,
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        public(without_comments(for_other_sites(sitemap))),
        SITEMAP,
        name="sitemap_section",
    ),
    path("news-sitemap.xml", well_known.news_sitemap, name="news_sitemap"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path("ads.txt", well_known.ads_txt, name="ads_txt"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("favicon.ico", well_known.icon, {"name": "icon-192.png"}),
    re_path(r"^apple-touch-icon(?:-precomposed)?\.png$", well_known.icon, {"name": "icon-180.png"}),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    path("readyz", well_known.readyz, name="readyz"),
    # Addresses of other blogs
    path("search/label/<path:name>", legacy.label),
    re_path(
        r"^feeds/(?:posts|[0-9]+)/(?:default|summary|full)/-/(?P<name>[^/]+)/?$", legacy.label_feed
    ),
    re_path(r"^feeds/posts/(?:default|summary|full)/?$", legacy.feed),
    re_path(r"^feeds/comments/(?:default|summary|full)/?$", legacy.comments_feed),
    re_path(r"^comments/feed(?:/(?:atom|rss2?|rdf))?/?$", legacy.comments_feed),
    re_path(r"^(?:feed/rss2?|rss)/?$", legacy.feed, {"form": "rss"}),
    re_path(r"^(?:rss|index)\.xml$", legacy.feed, {"form": "rss"}),
    re_path(r"^(?:feed(?:/(?:atom|rdf))?|atom)/?$", legacy.feed),
    path("atom.xml", legacy.feed),
]
