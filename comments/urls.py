from django.urls import path, re_path

from comments import feeds, views

ARTICLE = r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[-\w]+)"

FORM = r"(?P<form>atom|rss|json)"

urlpatterns = [
    re_path(rf"{ARTICLE}/comment/$", views.post_comment, name="post_comment"),
    re_path(rf"{ARTICLE}/comments/$", views.all_comments, name="all_comments"),
    re_path(rf"{ARTICLE}/comments\.{FORM}$", feeds.of_article, name="article_comments_feed"),
    re_path(rf"^comments\.{FORM}$", feeds.everywhere, name="comments_feed"),
    path("receipt/<str:token>/", views.receipt, name="receipt"),
]
