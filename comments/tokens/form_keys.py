"""The key of a form: proof that the form of this article was handed out, and when.

It replaces the CSRF cookie, since posting here needs no cookie. Its nonce identifies the comment,
however often the form is sent. Once the writer was told about the wording, it says of which text.
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
    """The key is ours, but too old."""


class Forged(Exception):
    """The key is not ours, or for another article."""


@dataclass(frozen=True)
class FormKey:
    nonce: str
    age: timedelta
    told_of: str = ""  # the hash of the text whose wording the writer was told about


def issue(article, since: datetime | None = None, told_of: str = "") -> str:
    """Return a new key for the comment form of `article`, valid for `GOOD_FOR` from `since`."""
    moment = int((since or timezone.now()).timestamp() * 1000)  # milliseconds
    parts = [str(article.pk), str(moment), secrets.token_hex(16), *filter(None, [told_of])]
    return Signer(salt=SALT).sign(".".join(parts))


def reissue(article, key: str, told_of: str | None = None) -> str:
    """Return a new key for a form that is given back, sent with `key`.

    The time since the first key counts on, so the writer need not wait again. Only a valid key has
    a time, so that a robot gains nothing by asking twice. Without `told_of` it stays as it was.
    """
    try:
        _article, issued_at, _nonce, told_before = _unsigned(key)
    except Forged:
        return issue(article)
    since = max(issued_at, timezone.now() - HEAD_START)
    return issue(article, since, told_before if told_of is None else told_of)


def read(key: str, article) -> FormKey:
    """Return the content of `key`. Raise Expired, or Forged if it is not for `article`."""
    number, issued_at, nonce, told_of = _unsigned(key)
    if number != article.pk:
        raise Forged
    age = timezone.now() - issued_at
    if age > GOOD_FOR:
        raise Expired
    return FormKey(nonce, age, told_of)


def article_of(key: str) -> int | None:
    """Return the primary key of the article of `key`, of any age; None if it is invalid."""
    try:
        return _unsigned(key)[0]
    except Forged:
        return None


def _unsigned(key):
    try:
        number, moment, nonce, *told_of = Signer(salt=SALT).unsign(key).split(".")
    except BadSignature as error:
        raise Forged from error
    issued_at = datetime.fromtimestamp(int(moment) / 1000, UTC)
    return int(number), issued_at, nonce, "".join(told_of)
