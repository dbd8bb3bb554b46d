"""Appeals that somebody at the desk must leave to another moderator; see acts.carry_out."""

from comments.desk.decisions import in_force, log_of
from comments.models import BY_PEOPLE, Notice


def mark(comment, user):
    """Note on `comment` what `user` must leave to another, so that it is not offered."""
    comment.for_another = _is_for_another(comment, user)
    decision = in_force(comment)
    comment.undo_for_another = bool(decision) and answered_an_appeal_against(decision, user)


def _is_for_another(comment, user) -> bool:
    if not any(notice.kind == Notice.Kind.APPEAL for notice in comment.open_notices):
        return False
    last = next(_moves_by_people(comment), None)
    is_last_by_them = last is not None and last.by_id == user.pk
    is_theirs = is_last_by_them or comment.author_id == user.pk
    return is_theirs and comment.another_can_decide(user)


def answered_an_appeal_against(decision, user) -> bool:
    settled = decision.settled_notices.all()
    if not any(notice.kind == Notice.Kind.APPEAL for notice in settled):
        return False
    earlier = (each for each in _moves_by_people(decision.comment) if each.pk < decision.pk)
    appealed = next(earlier, None)
    return appealed is not None and appealed.by_id == user.pk


def _moves_by_people(comment):
    return (each for each in log_of(comment) if each.is_move and each.way in BY_PEOPLE)
