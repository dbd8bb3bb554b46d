"""The acts of moderators; queue, command line and links in e-mails all call `carry_out`, so all of
them refuse an act with the same message."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from comments.desk import decisions, replies, rules_for_people, sender_blocks
from comments.desk.inputs import NOTHING, ButtonInput
from comments.desk.outcomes import Outcome, Result
from comments.models import Changed, ModeratorScope, Status, Way

HIDDEN_OR_WAITING = (Status.PENDING, Status.REJECTED, Status.SPAM, Status.REMOVED)


@dataclass(frozen=True)
class Act:
    """An act of a moderator on a comment, an edit or a commenter."""

    name: str
    label: Promise
    do: Callable[..., Outcome]  # (comment, given, by, seen=, way=)
    from_statuses: tuple[Status, ...] = tuple(Status)
    to_status: Status | None = None  # None: it moves nothing
    takes_reason: bool = False
    is_about_writer: bool = False  # it holds in the whole paper
    decides: bool = True  # an appeal against one's own decision is for another


DECISIONS = (
    Act("approve", _("Approve"), decisions.to(Status.APPROVED), HIDDEN_OR_WAITING, Status.APPROVED),
    Act(
        "reject",
        _("Reject"),
        decisions.to(Status.REJECTED),
        (Status.PENDING, Status.SPAM, Status.REMOVED),
        Status.REJECTED,
        takes_reason=True,
    ),
    Act(
        "spam",
        _("Spam"),
        decisions.to(Status.SPAM),
        (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.REMOVED),
        Status.SPAM,
    ),
    Act(
        "remove",
        _("Remove"),
        decisions.to(Status.REMOVED),
        (Status.APPROVED,),
        Status.REMOVED,
        takes_reason=True,
    ),
)
KEEP = Act("keep", _("Keep"), decisions.keep)
PICK = Act("pick", _("Editors' pick"), decisions.pick, (Status.APPROVED,))
UNPICK = Act("unpick", _("Remove from editors' picks"), decisions.unpick)
EDITS = (
    Act("accept_edit", _("Accept edit"), decisions.accept_edit, decides=False),
    Act("reject_edit", _("Reject edit"), decisions.reject_edit, decides=False),
)
UNDO = Act("undo", _("Undo"), decisions.undo, decides=False)
OTHERS = (
    Act("answer", _("Reply as the newsroom"), replies.answer),
    Act("note", _("Save as note"), replies.note, decides=False),
    Act("ban", _("Ban"), rules_for_people.ban, is_about_writer=True, decides=False),
    Act("hold", _("Watch"), rules_for_people.watch, is_about_writer=True, decides=False),
    Act("trust", _("Trust"), rules_for_people.trust, is_about_writer=True, decides=False),
    Act(
        "block",
        _("Block whoever sent this"),
        sender_blocks.block,
        is_about_writer=True,
        decides=False,
    ),
    Act("unblock", _("Unblock"), sender_blocks.unblock, is_about_writer=True, decides=False),
    Act(
        "lift",
        _("Lift ban, watch or trust"),
        rules_for_people.lift,
        is_about_writer=True,
        decides=False,
    ),
)
ACTS = {act.name: act for act in (*DECISIONS, KEEP, PICK, UNPICK, *EDITS, UNDO, *OTHERS)}


def carry_out(
    act: Act, comment, by, *, seen=None, given: ButtonInput = NOTHING, way: Way = Way.DESK
) -> Outcome:
    """Carry out `act` on `comment` for the user `by`; return the Outcome.

    `seen` is the seen token (the primary key of an edit or a decision), or None if nothing was
    shown. Raise PermissionDenied for a comment out of scope.
    """
    check_scope(act, comment, by)
    if act.decides and comment.must_be_decided_by_another_than(by):
        return decisions.for_another(comment)
    if impossible := _impossible(act, comment, seen):
        return impossible
    if not act.takes_reason:
        given = given._replace(reason="")
    try:
        return act.do(comment, given, by, seen=seen, way=way)
    except Changed:
        return decisions.changed(comment)


def check_scope(act, comment, by):
    """Raise PermissionDenied if `by` may not do `act` to `comment`."""
    if not comment.is_in_scope_of(by) or (act.is_about_writer and ModeratorScope.of(by)):
        raise PermissionDenied


def _impossible(act, comment, seen) -> Outcome | None:
    """Return the message about an act that the current state does not allow."""
    was_seen = seen in (None, comment.seen_token)
    if not was_seen or comment.status in (*act.from_statuses, act.to_status):
        return None  # the verb itself finds out what has changed
    message = __("“%(act)s” is not possible here: the comment is %(state)s.")
    words = {"act": act.label, "state": comment.get_status_display()}
    return Outcome(Result.IMPOSSIBLE, message % words, comment=comment)
