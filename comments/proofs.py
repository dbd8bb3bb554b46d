"""Who may speak for an e-mail address: whoever follows the link that was sent there.

The link names the comment and the address, is signed, good for a week, and does one thing
once. A browser may keep the proof, when its owner ticks the box: then a signed cookie, read
only where comments are sent, stands in for the letter.
"""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from comments.models import Comment, Commenter
from comments.models.commenter import canonical

LINK_SALT = "comments.proofs.link.1"
COOKIE_SALT = "comments.proofs.cookie.1"
LINK_GOOD_FOR = timedelta(days=7)
COOKIE_GOOD_FOR = timedelta(days=90)
COOKIE = "__Host-commenter" if settings.HTTPS else "commenter"


def token(comment) -> str:
    """The token of the link by which the owner of `comment.email` says: I wrote this."""
    return TimestampSigner(salt=LINK_SALT).sign_object(
        {"comment": comment.pk, "email": canonical(comment.email)}
    )


def comment_of(token: str) -> Comment | None:
    """The comment that `token` proves; None for a token that is no good, or none any more."""
    try:
        said = TimestampSigner(salt=LINK_SALT).unsign_object(token, max_age=LINK_GOOD_FOR)
    except BadSignature:
        return None
    comment = Comment.objects.select_related("article").filter(pk=said["comment"]).first()
    if comment is None or comment.is_withdrawn or canonical(comment.email) != said["email"]:
        return None
    return comment


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
