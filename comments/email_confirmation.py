"""Confirmation of e-mail addresses by a signed link.

The link names the e-mail that it came with and is valid for a week. It opens a page with all that
came with the address and is not confirmed yet; only what is ticked there is confirmed. A browser
may be remembered, if its owner ticks the box: then a signed cookie, read only where comments are
sent, replaces the e-mail.
"""

from collections.abc import Container
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from articles.models.article_queryset import is_public
from comments.models import Comment, Commenter, FollowRequest, Notification
from comments.models.comment_queryset import CommentQuerySet

LINK_SALT = "comments.email_confirmation.link.2"
COOKIE_SALT = "comments.email_confirmation.cookie.1"
LINK_GOOD_FOR = timedelta(days=7)
COOKIE_GOOD_FOR = timedelta(days=90)
COOKIE = "__Host-commenter" if settings.HTTPS else "commenter"
MOST_LISTED = 100  # comments on one page; confirming or disowning them makes room


def token(notification) -> str:
    """Return the token of the link; it does not hold the address, for URLs are logged."""
    return TimestampSigner(salt=LINK_SALT).sign(str(notification.pk))


def address_of(token: str) -> str:
    """Return the address that `token` was sent to; "" for an invalid or expired one."""
    try:
        number = TimestampSigner(salt=LINK_SALT).unsign(token, max_age=LINK_GOOD_FOR)
    except BadSignature:
        return ""
    return Notification.confirmations().filter(pk=number).values_list("to", flat=True).first() or ""


def unconfirmed(email: str) -> CommentQuerySet:
    comments = Comment.objects.unconfirmed(email).select_related("article")
    return comments.order_by("-created_at", "-id")[:MOST_LISTED]


def confirm(email: str, numbers: Container[int]) -> list[Comment]:
    """Confirm the comments with these primary keys; return them."""
    ticked = [comment for comment in unconfirmed(email) if comment.pk in numbers]
    return [comment for comment in ticked if comment.confirm_email()]


def disown(email: str, numbers: Container[int]):
    """Remove the address from those with these primary keys, which its owner did not write."""
    for comment in unconfirmed(email):
        if comment.pk in numbers:
            comment.disown()


def follow_requests(email: str):
    requests = FollowRequest.objects.filter(email=email).select_related("article")
    return requests.filter(is_public("article__")).order_by("-pk")[:MOST_LISTED]


def follow(email: str, numbers: Container[int]) -> list[FollowRequest]:
    """Have the owner of the address follow what was asked for; return the requests."""
    ticked = [request for request in follow_requests(email) if request.pk in numbers]
    for request in ticked:
        request.confirm()
    return ticked


def forget_follow_requests(email: str):
    """Delete all requests with the address, whose owner made none."""
    FollowRequest.objects.filter(email=email).delete()


def keep(response, commenter):
    response.set_cookie(
        COOKIE,
        TimestampSigner(salt=COOKIE_SALT).sign(str(commenter.pk)),
        max_age=COOKIE_GOOD_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def forget(response):
    response.delete_cookie(COOKIE, samesite="Strict")


def kept(request) -> Commenter | None:
    signer = TimestampSigner(salt=COOKIE_SALT)
    try:
        number = signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_GOOD_FOR)
    except BadSignature:
        return None
    return Commenter.objects.filter(pk=number).first()
