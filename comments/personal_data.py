"""A commenter's personal data: view, export, erase.

It needs a link sent to the confirmed address: a receipt opens one comment only, and its sender may
have typed somebody else's address.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q

from articles.models import Article
from comments.models import Comment, Commenter, DailyEmail, Notice, Notification
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
        "emails": list(
            _notifications_to(commenter).values(
                "kind", "written_at", "sent_at", "given_up_at", "error"
            )
        ),
        "reports": list(
            _reports_of(commenter).values("created_at", "kind", "words", "closed_at", "outcome")
        ),
    }


@transaction.atomic
def erase(commenter):
    mine = list(comments_of(commenter))
    _lock({*mine, *Comment.objects.filter(email__iexact=commenter.email)})
    for comment in mine:
        comment.delete_by_writer()
    numbers = [comment.pk for comment in mine]
    Comment.objects.filter(pk__in=numbers).update(receipt=None, form_key=None)
    Comment.objects.filter(email__iexact=commenter.email).update(email="")
    _reports_of(commenter).update(email="")
    _notifications_to(commenter).delete()
    DailyEmail.forget(commenter.email)
    commenter.delete()


def _lock(comments):
    """Lock the comments, then their articles, in the order of all other locks."""
    freshness.lock()
    for comment in sorted(comments, key=lambda comment: (comment.thread, comment.pk)):
        comment.locked()
    articles = Article.objects.filter(pk__in={comment.article_id for comment in comments})
    list(articles.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _notifications_to(commenter):
    return Notification.objects.filter(Q(to=commenter.email) | Q(commenter=commenter))


def _reports_of(commenter):
    return Notice.objects.filter(email__iexact=commenter.email)
