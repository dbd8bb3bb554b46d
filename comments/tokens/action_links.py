"""Links in e-mails by which a moderator makes one decision about one comment.

It names the comment, the version of its text, the decision and the moderator, is signed, and valid
for a week. Machines may open it on its way, and it may outlive its receiver's job: so a GET changes
nothing, permissions are checked at use, and once a link of an e-mail has decided about a comment,
no other link of it does, even if the decision was undone.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from comments.desk import acts
from comments.desk.inputs import NOTHING
from comments.models import Comment, Decision, ModeratorScope, Status, Way
from comments.models.sender import known_sender
from newsroom import rights

SALT = "comments.tokens.action_links.1"
GOOD_FOR = timedelta(days=7)


# What can be done by a link.
BY_LINK = ("approve", "reject", "spam")
AGAINST = ("reject", "spam")  # whoever sent it can be blocked with these


class LinkState(TextChoices):
    """The state of a link."""

    OPEN = "open"
    OVER = "over"  # its time is
    NO_RIGHTS = "no_rights"  # the moderator is none, or none any more
    GONE = "gone"  # the comment was deleted, or erased by its writer
    SPENT = "spent"  # this e-mail has decided about it
    DECIDED = "decided"  # somebody has, by another way
    CHANGED = "changed"  # the words are others than those in the e-mail
    NOT_YOURS = "not_yours"  # an appeal against one's own decision


class LinkResult(NamedTuple):
    """The state and the comment of a link; without permission, or after expiry, no comment."""

    state: LinkState
    comment: Comment | None = None
    decision: Decision | None = None  # the one that holds, or that the e-mail made


class ActionLink(NamedTuple):
    comment: int
    text_hash: str
    act: str
    moderator: int
    signed_at: datetime  # in full seconds, never later than it was

    @property
    def label(self):
        return acts.ACTS[self.act].label

    def result(self) -> LinkResult:
        if timezone.now() - self.signed_at > GOOD_FOR:
            return LinkResult(LinkState.OVER)
        moderator = get_user_model().objects.filter(pk=self.moderator).first()
        if moderator is None or not rights.may_moderate(moderator):
            return LinkResult(LinkState.NO_RIGHTS)
        comments = Comment.objects.select_related("article", "parent")
        comment = comments.filter(pk=self.comment).first()
        if comment is None or comment.is_deleted:
            return LinkResult(LinkState.GONE, comment)
        if not comment.is_in_scope_of(moderator):
            return LinkResult(LinkState.NO_RIGHTS)
        return self._decided(comment) or LinkResult(self._state(comment, moderator), comment)

    def _decided(self, comment) -> LinkResult | None:
        decisions = comment.decisions.moves().select_related("by")
        mine = decisions.filter(by=self.moderator, way=Way.MAIL, at__gte=self.signed_at).first()
        if mine:
            return LinkResult(LinkState.SPENT, comment, mine)
        if comment.status != Status.PENDING:
            return LinkResult(LinkState.DECIDED, comment, decisions.first())
        return None

    def _state(self, comment, moderator) -> LinkState:
        if comment.text_hash != self.text_hash:
            return LinkState.CHANGED
        if comment.must_be_decided_by_another_than(moderator):
            return LinkState.NOT_YOURS
        return LinkState.OPEN

    def for_version_of(self, result) -> str:
        """Return the address of the same act about the text as it is now; "" if it is the same.

        It is another link, which asks again: nobody decides about words by a link for others.
        """
        if result.state != LinkState.CHANGED:
            return ""
        moderator = get_user_model().objects.get(pk=self.moderator)
        return address(result.comment, self.act, moderator)

    def may_block(self, result) -> bool:
        """Return True if its moderator may block whoever sent the comment."""
        if self.act not in AGAINST or result.state != LinkState.OPEN:
            return False
        moderator = get_user_model().objects.get(pk=self.moderator)
        return bool(known_sender(result.comment)) and not ModeratorScope.of(moderator)

    @transaction.atomic
    def carry_out(self, given=NOTHING) -> LinkResult:
        """Make the decision if the link is open; return what it found before.

        The comment is locked first, so the second of two simultaneous links sees the decision of
        the first.
        """
        comment = Comment.objects.filter(pk=self.comment).first()
        if comment:
            comment.locked()
        result = self.result()
        if comment and result.state == LinkState.OPEN:
            by = get_user_model().objects.get(pk=self.moderator)
            acts.carry_out(acts.ACTS[self.act], comment, by, given=given, way=Way.MAIL)
            if given.days and self.may_block(result):
                acts.carry_out(acts.ACTS["block"], comment, by, given=given._replace(words=""))
        return result


def address(comment, act, moderator) -> str:
    """Return the address at which `moderator` can decide `act` about this version of `comment`."""
    link = [comment.pk, comment.text_hash, act, moderator.pk]
    return reverse("moderate_by_mail", args=[act, TimestampSigner(salt=SALT).sign_object(link)])


def read(token: str) -> ActionLink | None:
    """Return the ActionLink of `token`, or None if it is invalid."""
    try:
        link = TimestampSigner(salt=SALT).unsign_object(token)
    except BadSignature:
        return None
    comment, text_hash, act, moderator = link
    stamp = b62_decode(token.rsplit(":", 2)[1])
    return ActionLink(comment, text_hash, act, moderator, datetime.fromtimestamp(stamp, UTC))
