"""Who may speak for an e-mail address: whoever follows the link that was sent there.

The link names the e-mail it came with, is signed, and good for a week. It opens a page with all
that came with the address and is not confirmed, at the moment of looking; confirmed is what is
ticked there, and nothing else. A browser may keep the proof, when its owner ticks the box: then a
signed cookie, read only where comments are sent, stands in for the e-mail.
"""

from collections.abc import Container
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from comments.models import Comment, Commenter, Notification
from comments.models.comment_queryset import CommentQuerySet

LINK_SALT = "comments.email_confirmation.link.2"
COOKIE_SALT = "comments.email_confirmation.cookie.1"
LINK_GOOD_FOR = timedelta(days=7)
COOKIE_GOOD_FOR = timedelta(days=90)
COOKIE = "__Host-commenter" if settings.HTTPS else "commenter"
MOST_LISTED = 100  # comments on one page; confirming or disowning them makes room


def token(notification) -> str:
    """The token of the link in `letter`; it does not have the address, for addresses are logged."""
    return TimestampSigner(salt=LINK_SALT).sign(str(notification.pk))


def address_of(token: str) -> str:
    """The address to which `token` was sent; empty for a token that is no good, or no more."""
    try:
        number = TimestampSigner(salt=LINK_SALT).unsign(token, max_age=LINK_GOOD_FOR)
    except BadSignature:
        return ""
    return Notification.confirmations().filter(pk=number).values_list("to", flat=True).first() or ""


def unconfirmed(email: str) -> CommentQuerySet:
    """What the owner of the address can confirm now, the newest first."""
    comments = Comment.objects.unconfirmed(email).select_related("article")
    return comments.order_by("-created_at", "-id")[:MOST_LISTED]


def confirm(email: str, numbers: Container[int]) -> list[Comment]:
    """Have the owner of the address be the writer of those with these numbers; returns them."""
    ticked = [comment for comment in unconfirmed(email) if comment.pk in numbers]
    return [comment for comment in ticked if comment.confirm_email()]


def disown(email: str, numbers: Container[int]):
    """Take the address off those with these numbers: its owner did not write them."""
    for comment in unconfirmed(email):
        if comment.pk in numbers:
            comment.disown()


def keep(response, commenter):
    """Have the browser keep the proof that it is `commenter`'s."""
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
    """The commenter whose proof the browser keeps, if any."""
    signer = TimestampSigner(salt=COOKIE_SALT)
    try:
        number = signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_GOOD_FOR)
    except BadSignature:
        return None
    return Commenter.objects.filter(pk=number).first()
