"""The buttons of the queue, and their values.

A value has the act, the primary key of the comment, and the state and version that were seen:
`approve:17:pending.9f86d081884c7d65`. One for several comments lists them all, with commas; one for
an edit or an undo has the primary key of that.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as __

from comments.desk import acts
from comments.desk.decisions import changed, in_force
from comments.desk.inputs import NOTHING, ButtonInput
from comments.desk.outcomes import Outcome, Result
from comments.models import Comment, Decision, Revision
from comments.models.comment import seen_token_of
from comments.models.sender import known_sender
from comments.moderation import Reason
from newsroom.numbers import row_number

SLOTS = {
    1: ("accept_edit", "keep", "approve"),
    2: ("reject_edit", "reject", "remove"),
    3: ("spam",),
}
KEYS = {1: "A", 2: "R", 3: "S"}
FIRST = ("accept_edit", "reject_edit", "keep")  # rather than another in the same place


def possible(comment, alike=()) -> list[dict]:
    """Return the decisions that would change `comment`, as buttons.

    `alike` are the near duplicates (near_duplicates.DuplicateCandidate) that are decided about with
    it.
    """
    if comment.is_deleted or getattr(comment, "for_another", False):
        return []
    edits = [button(act, edit.pk) for edit in comment.open_edits for act in acts.EDITS]
    seen = ",".join(
        f"{each.pk}:{seen_token_of(comment.status, each.name, each.text)}"
        for each in (comment, *alike)
    )
    return [
        *edits,
        *(button(act, seen) for act in acts.DECISIONS if _is_offered(act, comment)),
        *(button(act, seen) for act in _about_standing(comment)),
        *_undo(comment),
    ]


def slots(decisions: list[dict]) -> dict[str, list[dict]]:
    """Return the three that stand in the same places on every card, and the others.

    What publishes comes first, what hides second, spam third.
    """
    main, also = [], []
    for each in sorted(decisions, key=lambda each: each["name"] not in FIRST):
        slot = next((place for place, names in SLOTS.items() if each["name"] in names), 0)
        if slot and slot not in [one["slot"] for one in main]:
            takes_reason = acts.ACTS[each["name"]].takes_reason
            main.append({**each, "slot": slot, "key": KEYS[slot], "takes_reason": takes_reason})
        else:
            also.append(each)
    return {"main": sorted(main, key=lambda each: each["slot"]), "also": also}


def _undo(comment):
    decision = in_force(comment)
    if decision and not getattr(comment, "undo_for_another", False):
        yield button(acts.UNDO, decision.pk)


def others(comment, of_whole_paper: bool) -> list[dict]:
    """Return the other buttons about `comment` and its commenter.

    A rule for a commenter holds in the whole paper, so only its moderators make one.
    """
    seen = f"{comment.pk}:{comment.seen_token}"
    return [button(act, seen) for act in acts.OTHERS if _may(act, comment, of_whole_paper)]


def _may(act, comment, of_whole_paper) -> bool:
    if act.is_about_writer:
        return of_whole_paper and _is_possible_about_writer(act, comment)
    return not (act.decides and getattr(comment, "for_another", False))


def _is_possible_about_writer(act, comment) -> bool:
    if act.name in ("block", "unblock"):
        is_blocked = bool(getattr(comment, "blocks", ()))
        return is_blocked if act.name == "unblock" else bool(known_sender(comment))
    has_rule = bool(getattr(comment, "rule", None))
    return bool(comment.commenter_id) and (has_rule or act.name != "lift")


def button(act, about) -> dict:
    return {"name": act.name, "value": f"{act.name}:{about}", "label": act.label}


def press(value: str, by, given: ButtonInput = NOTHING, number="") -> list[Outcome]:
    """Carry out a button for the user `by`; `number` is the comment's, if the button has none.

    `given` has the fields beside it. Return an Outcome for each comment. Raise PermissionDenied for
    an invalid button.
    """
    name, _colon, about = value.partition(":")
    act = acts.ACTS.get(name)
    return [_press(act, each or number, by, given) for each in about.split(",")]


def _press(act, about, by, given) -> Outcome:
    number, _colon, seen = about.partition(":")
    pk = row_number(number)
    if act is None or pk is None:
        raise PermissionDenied
    if act in acts.EDITS or act == acts.UNDO:
        comment, seen = _of_part(act, pk), str(pk)
        if comment is None:
            return changed()
    else:
        comments = Comment.objects.select_related("article", "commenter")
        comment = comments.filter(pk=pk).first()
        if comment is None:
            return Outcome(Result.GONE, __("The comment no longer exists."))
    return acts.carry_out(act, comment, by, seen=seen, given=given)


def _of_part(act, pk) -> Comment | None:
    """Return the comment of an edit or a decision."""
    kind = Revision if act in acts.EDITS else Decision
    part = kind.objects.filter(pk=pk).select_related("comment__article").first()
    return part.comment if part else None


def _is_offered(act, comment) -> bool:
    return comment.status in act.from_statuses


def _about_standing(comment):
    if comment.open_notices or comment.reason_code == Reason.READ_LATER:
        yield acts.KEEP
    if comment.is_public:
        yield acts.UNPICK if comment.featured_at else acts.PICK
