"""How to get no more letters: one address for one kind, that works without a login (RFC 8058)."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from comments.models.commenter import Commenter, Following

SALT = "comments.letters.stop.1"


@dataclass(frozen=True)
class Stop:
    """What the address in a letter stops: a following, or (None) all letters to a commenter."""

    commenter: Commenter
    following: Following | None = None

    def carry_out(self):
        if self.following:
            self.commenter.unfollow(self.following.article_id)
        else:
            self.commenter.stop_letters()

    carry_out.alters_data = True  # type: ignore[attr-defined]  # not for templates

    @property
    def article(self):
        return self.following and self.following.article


def address(commenter, following=None) -> str:
    said = [commenter.pk, following.article_id if following else 0]
    return reverse("stop_letters", args=[Signer(salt=SALT).sign_object(said)])


def stop_of(token: str) -> Stop | None:
    """What `token` stops; None if it is not ours. What is stopped already is stopped again."""
    try:
        number, article = Signer(salt=SALT).unsign_object(token)
    except BadSignature:
        return None
    commenter = Commenter.objects.filter(pk=number).first()
    if commenter is None:
        return None
    if not article:
        return Stop(commenter)
    following = commenter.following.select_related("article").filter(article=article).first()
    return Stop(commenter, following or Following(commenter=commenter, article_id=article))
