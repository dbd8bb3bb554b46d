from django.urls import path, re_path

from comments import views

ARTICLE = r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[-\w]+)"

urlpatterns = [
    re_path(rf"{ARTICLE}/comment/$", views.post_comment, name="post_comment"),
    re_path(rf"{ARTICLE}/comments/$", views.all_comments, name="all_comments"),
    path("receipt/<str:token>/", views.receipt, name="receipt"),
]
