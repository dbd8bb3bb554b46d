"""A commenter's personal data: view, export, erase.

It needs a link sent to the confirmed address: a receipt opens one comment only, and its sender may
have typed somebody else's address.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import (
    Comment,
    Commenter,
    DailyEmail,
    Following,
    FollowRequest,
    Notice,
    Notification,
    PersonalRule,
)
from comments.models.commenter import canonical
from newsroom import freshness

LINK_SALT = "comments.personal_data.1"
LINK_GOOD_FOR = timedelta(days=1)


def token(commenter) -> str:
    return TimestampSigner(salt=LINK_SALT).sign(str(commenter.pk))


def commenter_of(token: str) -> Commenter | None:
    """Return the commenter of `token`; None for an invalid or expired one."""
    try:
        number = TimestampSigner(salt=LINK_SALT).unsign(token, max_age=LINK_GOOD_FOR)
    except BadSignature:
        return None
    return Commenter.objects.filter(pk=number).first()


def comments_of(commenter):
    return commenter.comments.select_related("article").oldest_first()


def as_dict(commenter) -> dict:
    """Return all data as a dict (GDPR, article 15), without names of staff and reporters."""
    return {
        "email": commenter.email,
        "confirmed": commenter.confirmed_at,
        "no_more_emails_since": commenter.stopped_at,
        "comments": [comment.as_its_writer_sees_it() for comment in comments_of(commenter)],
        "follows": list(commenter.following.values("article__headline", "rhythm", "told_until")),
        "rules": list(commenter.personal_rules.values("at", "kind", "until", "note", "lifted_at")),
        **_of_address(commenter.email),
    }


def of_address(email) -> dict:
    """Return all data about the owner of an address, confirmed or not, as `as_dict` does."""
    if commenter := _owner_of(email):
        return as_dict(commenter)
    return {"email": canonical(email), "confirmed": None, **_of_address(canonical(email))}


def _of_address(email) -> dict:
    return {
        "asked_to_follow": list(
            _requests_of(email).values("article__headline", "rhythm", "created_at")
        ),
        "emails": list(
            _notifications_to(email).values("kind", "written_at", "sent_at", "given_up_at", "error")
        ),
        "reports": list(
            _reports_of(email).values("created_at", "kind", "words", "closed_at", "outcome")
        ),
    }


def extent(email) -> dict[Promise, int]:
    """Return how much is stored with an address, by kind; {} for nothing."""
    email, theirs = canonical(email), {"commenter__email": canonical(email)}
    rows = {
        _("Confirmed comments"): Comment.objects.filter(**theirs),
        _("Unconfirmed comments"): _comments_with(email).filter(commenter=None),
        _("Discussions followed"): Following.objects.filter(**theirs),
        _("Requests to follow"): _requests_of(email),
        _("Bans, watches and trust"): PersonalRule.objects.filter(**theirs),
        _("E-mails"): _notifications_to(email),
        _("Reports"): _reports_of(email),
        _("Confirmed address"): Commenter.objects.filter(email=email),
    }
    return {name: number for name, found in rows.items() if (number := found.count())}


@transaction.atomic
def erase(commenter):
    mine = list(comments_of(commenter))
    _lock({*mine, *_comments_with(commenter.email)})
    for comment in mine:
        comment.delete_by_writer()
    numbers = [comment.pk for comment in mine]
    Comment.objects.filter(pk__in=numbers).update(receipt=None, form_key=None)
    _forget(commenter.email)
    commenter.delete()


@transaction.atomic
def erase_address(email):
    """Do as `erase` for the owner of an address; unconfirmed, it is only taken off."""
    if commenter := _owner_of(email):
        erase(commenter)
    else:
        _lock({*_comments_with(email)})
        _forget(canonical(email))


def _forget(email):
    """Delete the address wherever it stands."""
    _comments_with(email).update(email="")
    _reports_of(email).update(email="")
    _notifications_to(email).delete()
    _requests_of(email).delete()
    DailyEmail.forget(email)


def _lock(comments):
    """Lock the comments, then their articles, in the order of all other locks."""
    freshness.lock()
    for comment in sorted(comments, key=lambda comment: (comment.thread, comment.pk)):
        comment.locked()
    articles = Article.objects.filter(pk__in={comment.article_id for comment in comments})
    list(articles.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _owner_of(email) -> Commenter | None:
    return Commenter.objects.filter(email=canonical(email)).first()


def _comments_with(email):
    return Comment.objects.filter(email__iexact=email)


def _notifications_to(email):
    return Notification.objects.filter(Q(to=email) | Q(commenter__email=email))


def _requests_of(email):
    return FollowRequest.objects.filter(email=email)


def _reports_of(email):
    return Notice.objects.filter(email__iexact=email)
