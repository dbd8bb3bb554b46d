"""Beside a comment: the thread around it, the newest comments of its writer, notes about them.

A moderator of some topics is shown what is in these.
"""

from django.db.models import Q, QuerySet

from comments.models import Comment, Note

MOST_AROUND = 12  # comments of a thread
NEWEST = 10  # comments of a person


def thread(comment, user) -> QuerySet[Comment]:
    """Return the comment that it answers, or itself, with the replies to that."""
    first = comment.parent_id or comment.pk
    mine = Comment.objects.in_scope_of(user)
    return mine.filter(Q(pk=first) | Q(parent=first)).order_by("created_at", "id")[:MOST_AROUND]


def newest_by(comment, user) -> QuerySet[Comment]:
    """Return other comments of its commenter, newest first; none without a confirmed address."""
    if not comment.commenter_id:
        return Comment.objects.none()
    mine = Comment.objects.in_scope_of(user).filter(commenter=comment.commenter_id)
    others = mine.exclude(pk=comment.pk).select_related("article").defer("article__body")
    return others.order_by("-created_at", "-id")[:NEWEST]


def notes_on_people(comments: list[Comment], user) -> dict[int | None, list[Note]]:
    """Return the notes about each commenter of `comments`, at whatever comment they stand."""
    people = {comment.commenter_id for comment in comments} - {None}
    if not people:
        return {}
    mine = Comment.objects.in_scope_of(user).filter(commenter__in=people)
    notes = Note.objects.filter(comment__in=mine).select_related("by", "comment")
    found: dict[int | None, list[Note]] = {}
    for note in notes.defer("comment__text", "comment__body"):
        found.setdefault(note.comment.commenter_id, []).append(note)
    return found


def mark_notes(comments, user):
    """Give each comment the notes that stand at other comments of its commenter."""
    found = notes_on_people(comments, user)
    for comment in comments:
        about = found.get(comment.commenter_id, [])
        comment.other_notes = [note for note in about if note.comment_id != comment.pk]
