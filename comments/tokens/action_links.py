"""A link in a letter by which one moderator makes one decision about one comment.

It names the comment, the version of its words, the decision and the moderator, is signed, and
good for a week. Like any letter it may be read by a machine on its way, and lie in a mailbox
long after its reader has left the newsroom: so looking changes nothing, the rights are asked
for when it is used, and once one of a letter's links has decided about a comment, none of them
ever does so again, whatever became of that decision.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.db import transaction
from django.db.models import F, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Decision, Status, Way
from newsroom import rights

SALT = "comments.tokens.action_links.1"
GOOD_FOR = timedelta(days=7)


class Act(TextChoices):
    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Reject")
    SPAM = "spam", _("Spam")


VERBS = {
    Act.APPROVE: Comment.approve,
    Act.REJECT: Comment.reject,
    Act.SPAM: Comment.mark_as_spam,
}


class LinkState(TextChoices):
    """What a link can still do, and if nothing, why."""

    OPEN = "open"
    OVER = "over"  # its time is
    NO_RIGHTS = "no_rights"  # the moderator is none, or none any more
    GONE = "gone"  # the comment was deleted, or erased by its writer
    SPENT = "spent"  # this letter has decided about it
    DECIDED = "decided"  # somebody has, by another way
    CHANGED = "changed"  # the words are others than those in the letter
    NOT_YOURS = "not_yours"  # an appeal against one's own decision


class Found(NamedTuple):
    """What a link finds: without rights, or when its time is over, nothing else is told."""

    standing: LinkState
    comment: Comment | None = None
    decision: Decision | None = None  # the one that holds, or that the letter made


class ActionLink(NamedTuple):
    comment: int
    text_hash: str
    act: Act
    moderator: int
    signed_at: datetime  # in full seconds, never later than it was

    def look(self) -> Found:
        """What the link finds now; nothing is changed."""
        if timezone.now() - self.signed_at > GOOD_FOR:
            return Found(LinkState.OVER)
        moderator = get_user_model().objects.filter(pk=self.moderator).first()
        if moderator is None or not rights.may_moderate(moderator):
            return Found(LinkState.NO_RIGHTS)
        comments = Comment.objects.select_related("article", "parent")
        comment = comments.filter(pk=self.comment).first()
        if comment is None or comment.is_deleted:
            return Found(LinkState.GONE, comment)
        if not comment.is_in_scope_of(moderator):
            return Found(LinkState.NO_RIGHTS)
        return self._decided(comment) or Found(self._standing(comment, moderator), comment)

    def _decided(self, comment) -> Found | None:
        decisions = comment.decisions.exclude(from_status=F("to_status")).select_related("by")
        mine = decisions.filter(by=self.moderator, way=Way.MAIL, at__gte=self.signed_at).first()
        if mine:
            return Found(LinkState.SPENT, comment, mine)
        if comment.status != Status.PENDING:
            return Found(LinkState.DECIDED, comment, decisions.first())
        return None

    def _standing(self, comment, moderator) -> LinkState:
        if comment.text_hash != self.text_hash:
            return LinkState.CHANGED
        if comment.must_be_decided_by_another_than(moderator):
            return LinkState.NOT_YOURS
        return LinkState.OPEN

    @transaction.atomic
    def carry_out(self, reason="") -> Found:
        """Make the decision if the link is open; returns what it found before.

        The comment is locked first: of two links that are used at once, the second one finds
        what the first one did.
        """
        comment = Comment.objects.filter(pk=self.comment).first()
        if comment:
            comment.locked()
        found = self.look()
        if comment and found.standing == LinkState.OPEN:
            by = get_user_model().objects.get(pk=self.moderator)
            VERBS[self.act](comment, by=by, reason=reason, way=Way.MAIL)
        return found


def address(comment, act, moderator) -> str:
    """Where `moderator` can decide `act` about the words of `comment` as they are here."""
    said = [comment.pk, comment.text_hash, act, moderator.pk]
    return reverse("moderate_by_mail", args=[act, TimestampSigner(salt=SALT).sign_object(said)])


def read(token: str) -> ActionLink | None:
    """What `token` says; None if it is not ours."""
    try:
        said = TimestampSigner(salt=SALT).unsign_object(token)
    except BadSignature:
        return None
    comment, text_hash, act, moderator = said
    stamp = b62_decode(token.rsplit(":", 2)[1])
    return ActionLink(comment, text_hash, Act(act), moderator, datetime.fromtimestamp(stamp, UTC))
