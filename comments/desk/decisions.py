"""Decisions about a comment: a new status, a closed report, an edit, an undo."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as __

from comments.desk.inputs import because
from comments.desk.outcomes import Outcome, Result
from comments.models import BY_PEOPLE, Comment, Decision
from comments.moderation import Reason
from newsroom import html


def to(status):
    """Return a function that moves a comment to `status`."""

    def decide(comment, given, by, seen=None, way=None) -> Outcome:
        try:
            reason = because(given)
        except ValidationError as error:
            return Outcome(Result.NEEDS_WORDS, error.messages[0], comment=comment)
        return outcome_of(comment, comment.decide(status, by, reason, way=way, seen=seen))

    return decide


def keep(comment, given, by, seen=None, **_about) -> Outcome:
    return outcome_of(comment, comment.keep(by=by, seen=seen))


def pick(comment, given, by, seen=None, **_about) -> Outcome:
    return outcome_of(comment, comment.feature(by=by, seen=seen))


def unpick(comment, given, by, seen=None, **_about) -> Outcome:
    return outcome_of(comment, comment.unfeature(by=by, seen=seen))


def accept_edit(comment, given, by, seen=None, way=None) -> Outcome:
    return _settled(comment, comment.open_edit, "accept", by, seen, way)


def reject_edit(comment, given, by, seen=None, way=None) -> Outcome:
    return _settled(comment, comment.open_edit, "reject", by, seen, way)


def _settled(comment, edit, verb, by, seen, way) -> Outcome:
    """Accept or reject the edit that was seen; leave a later one alone."""
    is_seen = edit and seen in (None, str(edit.pk))
    if is_seen and (decision := getattr(edit, verb)(by=by, way=way)):
        message = __("Decision on the edit by %(name)s saved.") % {"name": comment.name}
        return Outcome(Result.DONE, message, decision, comment)
    return changed()


def undo(comment, given, by, seen=None, **_about) -> Outcome:
    """Undo the decision that was seen, or the one in force."""
    decision = comment.decisions.filter(pk=seen).first() if seen else in_force(comment)
    if decision and decision.answered_an_appeal_against(by):
        return for_another(comment)
    if decision is None or not decision.undo(by=by):
        return changed()
    return Outcome(Result.DONE, _message(__("Undone"), decision.comment), None, decision.comment)


def in_force(comment) -> Decision | None:
    """Return the decision of a person that can be undone: the last flag, else the last move.

    A flag is a decision that leaves the status.
    """
    log = log_of(comment)
    if log and not log[0].is_move and log[0].is_undoable:
        return log[0]
    last = next((decision for decision in log if decision.is_move), None)
    if last is None or last.way not in BY_PEOPLE or last.to_status != comment.status:
        return None
    return last if last.reason_code != Reason.UNDONE else None


def log_of(comment) -> list[Decision]:
    """Return its decisions, the latest first; the queue has read them for all its rows."""
    log = getattr(comment, "log_of_decisions", None)
    return list(comment.decisions.all()) if log is None else log


def outcome_of(comment: Comment, decision) -> Outcome:
    if decision:
        moved = decision.to_status != decision.from_status
        state = comment.get_status_display() if moved else decision.reason_in_words
        message = _message(capfirst(state.rstrip(".")), comment)
        return Outcome(Result.DONE, message, decision, comment)
    message = __("Somebody else has already done this: %(name)s, “%(words)s”")
    return Outcome(Result.ALREADY, message % _words(comment), comment=comment)


def for_another(comment) -> Outcome:
    message = __("This is an appeal that concerns you, so another moderator must decide.")
    return Outcome(Result.NOT_YOURS, message, comment=comment)


def changed(comment=None) -> Outcome:
    message = __(
        "The comment was edited or decided on in the meantime. This is its current version."
    )
    return Outcome(Result.CHANGED, message, comment=comment)


def _message(decision, comment):
    return __("%(decision)s: %(name)s, “%(words)s”") % {"decision": decision, **_words(comment)}


def _words(comment):
    return {"name": comment.name, "words": html.cut(html.plain(comment.body), 60)}
