"""The key of a form: proof that somebody was handed the form of this article, and when.

It stands in for the token in a cookie, since posting here needs no cookie. Its nonce makes
every sending of the same form the same comment.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

SALT = "comments.form_keys.1"
GOOD_FOR = timedelta(hours=24)


class Expired(Exception):
    """The key was ours, but is too old."""


class Forged(Exception):
    """The key is not ours, or not for this article."""


@dataclass(frozen=True)
class FormKey:
    nonce: str
    age: timedelta


def issue(article) -> str:
    """Return a new key for the comment form of `article`, good for `GOOD_FOR`."""
    moment = int(timezone.now().timestamp() * 1000)  # milliseconds
    return Signer(salt=SALT).sign(f"{article.pk}.{moment}.{secrets.token_hex(16)}")


def read(key: str, article) -> FormKey:
    """Return what `key` says; raises Expired, or Forged when it is not for `article`."""
    try:
        number, moment, nonce = Signer(salt=SALT).unsign(key).split(".")
    except BadSignature as error:
        raise Forged from error
    if number != str(article.pk):
        raise Forged
    age = timezone.now() - datetime.fromtimestamp(int(moment) / 1000, UTC)
    if age > GOOD_FOR:
        raise Expired
    return FormKey(nonce, age)
