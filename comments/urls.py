from django.urls import path, re_path

from articles.slugs import PATTERN as SLUG
from comments import feeds
from comments.views import (
    comment_pages,
    confirmation_pages,
    following_page,
    moderate_by_mail,
    personal_data_pages,
    posting,
    receipt_pages,
    report_form,
    rules_pages,
    unsubscribing,
)
from newsroom.numbers import MONTH, NUMBER, YEAR

ARTICLE = rf"^{YEAR}/{MONTH}/(?P<slug>{SLUG})"

FORM = r"(?P<form>atom|rss|json)"

urlpatterns = [
    re_path(rf"{ARTICLE}/comment/$", posting.post_comment, name="post_comment"),
    re_path(rf"{ARTICLE}/follow/$", following_page.follow_article, name="follow_article"),
    re_path(rf"{ARTICLE}/comments/$", comment_pages.all_comments, name="all_comments"),
    re_path(rf"{ARTICLE}/comments/{NUMBER}/$", comment_pages.comment, name="comment"),
    re_path(rf"{ARTICLE}/comments/{NUMBER}/report/$", report_form.report, name="report"),
    re_path(rf"{ARTICLE}/comments\.{FORM}$", feeds.of_article, name="article_comments_feed"),
    re_path(rf"^comments\.{FORM}$", feeds.everywhere, name="comments_feed"),
    path("rules/", rules_pages.rules, name="rules"),
    path("privacy/", rules_pages.privacy, name="privacy"),
    path("receipt/<str:token>/", receipt_pages.receipt, name="receipt"),
    path("receipt/<str:token>/edit/", receipt_pages.edit, name="edit_comment"),
    path("receipt/<str:token>/delete/", receipt_pages.delete_by_writer, name="delete_comment"),
    path("receipt/<str:token>/follow/", receipt_pages.follow, name="follow"),
    path("receipt/<str:token>/comment.json", receipt_pages.as_json, name="comment_json"),
    path(
        "receipt/<str:token>/my-data/",
        receipt_pages.ask_for_personal_data,
        name="ask_for_personal_data_here",
    ),
    path("receipt/<str:token>/appeal/", receipt_pages.appeal, name="appeal"),
    path("my-data/", personal_data_pages.ask, name="ask_for_personal_data"),
    path("my-data/<str:token>/", personal_data_pages.show, name="personal_data"),
    path(
        "my-data/<str:token>/my-data.json",
        personal_data_pages.as_json,
        name="personal_data_json",
    ),
    path("my-data/<str:token>/disown/", personal_data_pages.disown, name="disown"),
    path("my-data/<str:token>/erase/", personal_data_pages.erase, name="erase"),
    path("report/<str:token>/", report_form.notice, name="notice"),
    path("confirm/forget/", confirmation_pages.forget, name="sign_out_of_browser"),
    path("confirm/<str:token>/", confirmation_pages.confirm_email, name="confirm_email"),
    path("moderate/<str:act>/<str:token>/", moderate_by_mail.moderate, name="moderate_by_mail"),
    path("unsubscribe/<str:token>/", unsubscribing.stop, name="unsubscribe"),
]
