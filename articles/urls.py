from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path

from articles import feeds, views
from articles.sitemaps import SITEMAPS
from newsroom.pages import public

SITEMAP = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}
FORM = r"(?P<form>atom|rss|json)"

urlpatterns = [
    path("", views.front, name="front"),
    re_path(rf"^feed\.{FORM}$", feeds.front, name="feed"),
    # Articles and their archives
    re_path(r"^(?P<year>\d{4})/$", views.archive, name="year"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/$", views.archive, name="month"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[-\w]+)/$", views.article, name="article"),
    # What they are filed under
    path("topics/<str:slug>/", views.topic, name="topic"),
    re_path(rf"^topics/(?P<slug>[-\w]+)/feed\.{FORM}$", feeds.topic, name="topic_feed"),
    path("authors/<str:slug>/", views.author, name="author"),
    re_path(rf"^authors/(?P<slug>[-\w]+)/feed\.{FORM}$", feeds.author, name="author_feed"),
    # For machines
    path("sitemap.xml", public(index), SITEMAP, name="sitemap"),
    path("sitemap-<section>.xml", public(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("news-sitemap.xml", views.news_sitemap, name="news_sitemap"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path("ads.txt", views.ads_txt, name="ads_txt"),
    path("healthz", views.healthz, name="healthz"),
    # Where other blogs have theirs
    path("search/label/<path:name>", views.old_label),
    path("feeds/posts/default", views.old_feed),
    path("feed/", views.old_feed),
]
