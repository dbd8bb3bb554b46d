from django.urls import path, re_path

from comments import feeds
from comments.views import (
    by_mail,
    everything,
    letters,
    notices,
    posting,
    promises,
    proofs,
    reading,
    receipts,
)
from newsroom.numbers import MONTH, NUMBER, YEAR

ARTICLE = rf"^{YEAR}/{MONTH}/(?P<slug>[-\w]+)"

FORM = r"(?P<form>atom|rss|json)"

urlpatterns = [
    re_path(rf"{ARTICLE}/comment/$", posting.post_comment, name="post_comment"),
    re_path(rf"{ARTICLE}/comments/$", reading.all_comments, name="all_comments"),
    re_path(rf"{ARTICLE}/comments/{NUMBER}/$", reading.comment, name="comment"),
    re_path(rf"{ARTICLE}/comments/{NUMBER}/report/$", notices.report, name="report"),
    re_path(rf"{ARTICLE}/comments\.{FORM}$", feeds.of_article, name="article_comments_feed"),
    re_path(rf"^comments\.{FORM}$", feeds.everywhere, name="comments_feed"),
    path("rules/", promises.rules, name="rules"),
    path("privacy/", promises.privacy, name="privacy"),
    path("receipt/<str:token>/", receipts.receipt, name="receipt"),
    path("receipt/<str:token>/edit/", receipts.edit, name="edit_comment"),
    path("receipt/<str:token>/withdraw/", receipts.withdraw, name="withdraw_comment"),
    path("receipt/<str:token>/follow/", receipts.follow, name="follow"),
    path("receipt/<str:token>/comment.json", receipts.as_json, name="comment_json"),
    path(
        "receipt/<str:token>/everything/",
        receipts.ask_for_everything,
        name="ask_for_everything_here",
    ),
    path("receipt/<str:token>/appeal/", receipts.appeal, name="appeal"),
    path("everything/", everything.ask, name="ask_for_everything"),
    path("everything/<str:token>/", everything.show, name="everything"),
    path("everything/<str:token>/everything.json", everything.as_json, name="everything_json"),
    path("everything/<str:token>/disown/", everything.disown, name="disown"),
    path("everything/<str:token>/erase/", everything.erase, name="erase"),
    path("notice/<str:token>/", notices.notice, name="notice"),
    path("proof/forget/", proofs.forget, name="forget_proof"),
    path("proof/<str:token>/", proofs.prove, name="prove"),
    path("moderate/<str:act>/<str:token>/", by_mail.moderate, name="moderate_by_mail"),
    path("letters/stop/<str:token>/", letters.stop, name="stop_letters"),
]
