"""What moderators can do about a comment, and what came of it, whichever way they said it.

A button says the decision, the number of what it is about, and in which state and with which
words it was seen: `approve:17:pending.9f86d081884c7d65`. One about several names them all, with
commas.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from comments.desk import edits
from comments.desk.other_acts import BESIDE, FURTHER, Said
from comments.desk.outcomes import UNDO, Outcome, Result
from comments.models import BY_PEOPLE, Changed, Comment, Decision, ModeratorScope, Revision, Status
from comments.models.comment import seen_token_of
from comments.moderation import Reason, in_full
from newsroom import html
from newsroom.models import Masthead
from newsroom.numbers import row_number

KEPT = "stand"

# Each decision: what its button says, what it does, and the state in which it would do nothing.
DECISIONS = {
    "approve": (_("Approve"), Comment.approve, Status.APPROVED),
    "reject": (_("Reject"), Comment.reject, Status.REJECTED),
    "spam": (_("Spam"), Comment.mark_as_spam, Status.SPAM),
    "remove": (_("Remove"), Comment.remove, Status.REMOVED),
}
# What is public is taken down; what is not, and was not, is refused.
OF_PUBLIC_ONES, OF_OTHERS = ("remove", "spam"), ("approve", "reject", "spam")
# Of public ones: whether it is an editors' pick, and what can be done about it.
PICKING = {
    False: ("pick", _("Editors' pick")),
    True: ("unpick", _("Remove from editors' picks")),
}
REJECTIONS = (
    Reason.OFF_TOPIC,
    Reason.ABUSE,
    Reason.PRIVATE,
    Reason.ADVERTISING,
    Reason.ILLEGAL,
)
NOTHING = Said()
MOVES = Prefetch("decisions", Decision.objects.exclude(from_status=F("to_status")), to_attr="moves")
# What moves no comment.
STANDING = {KEPT: Comment.keep, "pick": Comment.feature, "unpick": Comment.unfeature}


def possible(comment, alike=()) -> list[dict]:
    """The decisions about `comment` that would change anything, as they stand on buttons.

    `alike` are those (comments.desk.near_duplicates.Said) that are decided about together with it.
    """
    if comment.is_deleted:
        return []
    about_edits = [
        (name, str(edit.pk), label)
        for edit in comment.open_edits
        for name, (label, _decide) in edits.DECISIONS.items()
    ]
    seen = ",".join(
        f"{one.pk}:{seen_token_of(comment.status, one.name, one.text)}" for one in (comment, *alike)
    )
    names = OF_PUBLIC_ONES if comment.is_public else OF_OTHERS
    about_comment = [
        (name, seen, DECISIONS[name][0]) for name in names if DECISIONS[name][2] != comment.status
    ]
    if comment.open_notices or comment.reason == Reason.READ_LATER:
        about_comment.append((KEPT, seen, _("Keep")))
    if comment.is_public:
        name, label = PICKING[bool(comment.featured_at)]
        about_comment.append((name, seen, label))
    if last := standing(comment):
        about_comment.append((UNDO, str(last.pk), _("Undo")))
    return [
        {"name": name, "value": f"{name}:{number}", "label": label}
        for name, number, label in about_edits + about_comment
    ]


def standing(comment) -> Decision | None:
    """The decision of a person that holds `comment` where it is; None after it was taken back."""
    if not comment.moves:
        return None
    last = comment.moves[0]
    held = last.way in BY_PEOPLE and last.to_status == comment.status
    return last if held and last.reason != Reason.UNDONE else None


def reasons() -> list[tuple[str, str]]:
    """What a moderator can give as the reason of a refusal: the rules by number, and codes."""
    rules = Masthead.current().rules()
    numbered = [(rule[:200], f"{number}. {rule}") for number, rule in enumerate(rules, 1)]
    return numbered + [(reason.value, str(reason.label)) for reason in REJECTIONS]


def carry_out(button: str, by, said=NOTHING, number="") -> list[Outcome]:
    """Do what `button` says for the user `by`; `number` is of the comment, if it says none.

    `said` is what stands beside the button. Returns what came of each comment that it is about.
    Raises PermissionDenied for what is no button.
    """
    name, _colon, about = button.partition(":")
    return [_carry_out(name, one or number, by, said) for one in about.split(",")]


def _carry_out(name, about, by, said) -> Outcome:
    pressed, _colon, seen = about.partition(":")
    if (number := row_number(pressed)) is None:
        raise PermissionDenied
    if name in edits.DECISIONS:
        return _about_edit(name, number, by)
    if name == UNDO:
        return _undo(number, by)
    if name not in (*DECISIONS, *STANDING, *FURTHER):
        raise PermissionDenied
    comment = Comment.objects.select_related("article", "commenter").filter(pk=number).first()
    if comment is None:
        return Outcome(Result.GONE, __("The comment no longer exists."))
    return about_comment(comment, name, by, seen, said)


def about_comment(comment, name, by, seen, said=NOTHING) -> Outcome:
    """Have `by` decide about `comment` as it was `seen`."""
    check_scope(comment, by, name)
    if name not in BESIDE and comment.must_be_decided_by_another_than(by):
        return _for_another(comment)
    if said.reason == Reason.ILLEGAL and not said.words:
        told = __("Please write which law it breaks. The commenter must be told.")
        return Outcome(Result.NEEDS_WORDS, told, comment=comment)
    try:
        if name in FURTHER:
            return FURTHER[name][1](comment, by, said, seen)
        if name in STANDING:
            return _outcome(comment, STANDING[name](comment, by=by, seen=seen))
        reason = in_full(said.reason, said.words)
        return _outcome(comment, DECISIONS[name][1](comment, by=by, reason=reason, seen=seen))
    except Changed:
        return Outcome(Result.CHANGED, _it_changed(), comment=comment)


def _for_another(comment) -> Outcome:
    said = __("This is an appeal against your own decision, so another moderator must decide.")
    return Outcome(Result.NOT_YOURS, said, comment=comment)


def check_scope(comment, by, name):
    """Raise PermissionDenied if the act `name` about `comment` is not for the moderator `by`."""
    about_person = name in FURTHER and FURTHER[name][2]
    if not comment.is_in_scope_of(by) or (about_person and ModeratorScope.of(by)):
        raise PermissionDenied


def _about_edit(name, number, by) -> Outcome:
    """Take or refuse the very edit that was seen; one that came later is not touched."""
    edit = Revision.objects.filter(pk=number).select_related("comment").first()
    _label, decide = edits.DECISIONS[name]
    if edit:
        check_scope(edit.comment, by, name)
    if edit and decide(edit, by=by):
        said = __("Decision on the edit by %(name)s saved.") % {"name": edit.comment.name}
        return Outcome(Result.DONE, said, comment=edit.comment)
    return Outcome(Result.CHANGED, _it_changed())


def _undo(number, by) -> Outcome:
    known = Decision.objects.exclude(comment=None).select_related("comment__article")
    decision = known.filter(pk=number).first()
    if decision:
        check_scope(decision.comment, by, UNDO)
        if decision.answered_an_appeal_against(by):
            return _for_another(decision.comment)
    if decision is None or not decision.undo(by=by):
        return Outcome(Result.CHANGED, _it_changed())
    return Outcome(Result.DONE, _words(__("Undone"), decision.comment), None, decision.comment)


def _outcome(comment, decision) -> Outcome:
    about_pick = decision and decision.to_status == decision.from_status
    state = decision.reason_in_words if about_pick else comment.get_status_display()
    if decision:
        return Outcome(Result.DONE, _words(capfirst(state.rstrip(".")), comment), decision, comment)
    said = __("Somebody else has already done this: %(name)s, “%(words)s”") % _what(comment)
    return Outcome(Result.ALREADY, said, comment=comment)


def _words(decision, comment):
    return __("%(decision)s: %(name)s, “%(words)s”") % {"decision": decision, **_what(comment)}


def _what(comment):
    return {"name": comment.name, "words": html.cut(html.plain(comment.body), 60)}


def _it_changed():
    return __("The comment was edited or decided on in the meantime. This is its current version.")
