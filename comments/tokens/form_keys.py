"""The key of a form: proof that somebody was handed the form of this article, and when.

It stands in for the token in a cookie, since posting here needs no cookie. Its nonce makes
every sending of the same form the same comment.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

SALT = "comments.tokens.form_keys.1"
GOOD_FOR = timedelta(hours=24)
HEAD_START = timedelta(hours=1)  # at most, of a form that was given back


class Expired(Exception):
    """The key was ours, but is too old."""


class Forged(Exception):
    """The key is not ours, or not for this article."""


@dataclass(frozen=True)
class FormKey:
    nonce: str
    age: timedelta


def issue(article, since: datetime | None = None) -> str:
    """Return a new key for the comment form of `article`, good for `GOOD_FOR` from `since`."""
    moment = int((since or timezone.now()).timestamp() * 1000)  # milliseconds
    return Signer(salt=SALT).sign(f"{article.pk}.{moment}.{secrets.token_hex(16)}")


def reissue(article, key: str) -> str:
    """Return a new key for a form that is given back with what was sent with `key`.

    Its time goes on: whoever wrote before does not have to wait again. Only a key of ours
    has a time to go on with, so that a robot gains nothing by asking twice.
    """
    try:
        _article, issued_at, _nonce = _unsigned(key)
    except Forged:
        return issue(article)
    return issue(article, max(issued_at, timezone.now() - HEAD_START))


def read(key: str, article) -> FormKey:
    """Return what `key` says; raises Expired, or Forged when it is not for `article`."""
    number, issued_at, nonce = _unsigned(key)
    if number != article.pk:
        raise Forged
    age = timezone.now() - issued_at
    if age > GOOD_FOR:
        raise Expired
    return FormKey(nonce, age)


def article_of(key: str) -> int | None:
    """The number of the article whose form came with `key`, however long ago; None if not ours."""
    try:
        return _unsigned(key)[0]
    except Forged:
        return None


def _unsigned(key):
    try:
        number, moment, nonce = Signer(salt=SALT).unsign(key).split(".")
    except BadSignature as error:
        raise Forged from error
    return int(number), datetime.fromtimestamp(int(moment) / 1000, UTC), nonce
