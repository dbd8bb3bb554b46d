"""The private page that a commenter gets: its address is the only proof that it is theirs.

The token is derived from the nonce of the form (128 random bits), so whoever sends a form a
second time, because the first answer was lost, is led to the same receipt. The
database holds a hash of it only.
"""

import hashlib

from django.http import Http404
from django.utils.crypto import salted_hmac

from comments.models import Comment

SALT = "comments.tokens.receipts.1"


def token(nonce: str) -> str:
    """The token of the receipt for what was sent with the form of this `nonce`."""
    return salted_hmac(SALT, nonce, algorithm="sha256").hexdigest()[:32]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def comment_of(token: str) -> Comment:
    """The comment whose receipt `token` opens; raises Http404."""
    comments = Comment.objects.select_related("article", "parent")
    comment = comments.filter(receipt=hashed(token)).first()
    if comment is None:
        raise Http404
    return comment
