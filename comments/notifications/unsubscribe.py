"""Unsubscription: an address per kind of e-mail, which needs no login (RFC 8058)."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from comments.models.commenter import Commenter, Following
from comments.models.moderator_subscription import ModeratorSubscription

SALT = "comments.notifications.stop.1"
MODERATORS_SALT = "comments.notifications.stop.moderator.1"


@dataclass(frozen=True)
class Unsubscription:
    """The unsubscription of a commenter from one following, or (None) from all e-mails."""

    commenter: Commenter
    following: Following | None = None

    def carry_out(self):
        if self.following:
            self.commenter.unfollow(self.following.article_id)
        else:
            self.commenter.stop_mail()

    carry_out.alters_data = True  # type: ignore[attr-defined]  # not for templates

    @property
    def article(self):
        return self.following and self.following.article


@dataclass(frozen=True)
class ModeratorUnsubscription:
    """The unsubscription of a moderator from digests."""

    moderator: AbstractBaseUser

    def carry_out(self):
        ModeratorSubscription.stop(self.moderator)

    carry_out.alters_data = True  # type: ignore[attr-defined]  # not for templates


def address(commenter, following=None) -> str:
    value = [commenter.pk, following.article_id if following else 0]
    return reverse("unsubscribe", args=[Signer(salt=SALT).sign_object(value)])


def address_for(moderator) -> str:
    token = Signer(salt=MODERATORS_SALT).sign_object(moderator.pk)
    return reverse("unsubscribe", args=[token])


def unsubscription_of(token: str) -> Unsubscription | ModeratorUnsubscription | None:
    """Return the unsubscription of `token`, which may be repeated; None if it is invalid."""
    return _of_a_commenter(token) or _of_a_moderator(token)


def _of_a_moderator(token) -> ModeratorUnsubscription | None:
    try:
        number = Signer(salt=MODERATORS_SALT).unsign_object(token)
    except BadSignature:
        return None
    moderator = get_user_model().objects.filter(pk=number).first()
    return ModeratorUnsubscription(moderator) if moderator else None


def _of_a_commenter(token) -> Unsubscription | None:
    try:
        number, article = Signer(salt=SALT).unsign_object(token)
    except BadSignature:
        return None
    commenter = Commenter.objects.filter(pk=number).first()
    if commenter is None:
        return None
    if not article:
        return Unsubscription(commenter)
    following = commenter.following.select_related("article").filter(article=article).first()
    return Unsubscription(
        commenter, following or Following(commenter=commenter, article_id=article)
    )
