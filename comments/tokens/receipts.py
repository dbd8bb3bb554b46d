"""Receipts: a commenter's private page, at a secret address.

The token is derived from the nonce of the form (128 random bits), so a form that is sent again
after a lost response leads to the same receipt. The database holds a hash of it only.
"""

import hashlib

from django.http import Http404
from django.utils.crypto import salted_hmac

from comments.models import Comment

SALT = "comments.tokens.receipts.1"


def token(nonce: str) -> str:
    return salted_hmac(SALT, nonce, algorithm="sha256").hexdigest()[:32]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def comment_of(token: str) -> Comment:
    """Return the comment of `token`. Raise Http404."""
    comments = Comment.objects.select_related("article", "parent")
    comment = comments.filter(receipt=hashed(token)).first()
    if comment is None:
        raise Http404
    return comment
