"""Undo in a list of decisions."""

from comments.desk import acts, appeals, buttons
from comments.moderation import Reason


def mark(decisions, user):
    """Give each decision its button: `undo` is None where `user` cannot undo it.

    They were read `with_logs`, so that nothing is asked for each of them. To undo an undo is to
    decide anew, which is done at the comment.
    """
    for decision in decisions:
        decision.undo = buttons.button(acts.UNDO, decision.pk) if _may(decision, user) else None


def _may(decision, user) -> bool:
    if decision.reason_code == Reason.UNDONE or not decision.may_be_undone:
        return False
    return not appeals.answered_an_appeal_against(decision, user)
