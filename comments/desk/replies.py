"""Moderators' own texts: a reply as the newsroom, a note for each other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as __

from comments.desk.outcomes import Outcome, Result
from comments.models import Comment, Note
from comments.models.comment import LONGEST_NAME, LONGEST_TEXT
from newsroom.text import characters
from newsroom.text.cutting import beginning

LONGEST = 1000  # characters of a note, or of why there is a rule


def answer(comment, given, by, seen=None, **_about) -> Outcome:
    """Reply as the newsroom; a waiting comment is published with it."""
    if unfit := _unfit(comment, given.words, LONGEST_TEXT):
        return unfit
    if not comment.is_public:
        comment.approve(by=by, seen=seen)
    if not comment.is_public:  # deleted by its writer meanwhile
        return Outcome(Result.GONE, __("The comment no longer exists."))
    # A button that is pressed twice says it once.
    earlier = comment.replies.approved().filter(author=by, text=given.words).first()
    reply = earlier or _publish_reply(comment, by, given.words)
    message = __("Reply to %(name)s: %(state)s.")
    words = {"name": comment.name, "state": reply.get_status_display()}
    return Outcome(Result.DONE, message % words, comment=comment)


@transaction.atomic
def _publish_reply(comment, by, words) -> Comment:
    """Publish a moderator's reply, whatever the house rules would decide."""
    reply = Comment(
        article=comment.article,
        parent=comment,
        author=by,
        name=beginning(by.get_full_name() or by.get_username(), LONGEST_NAME),
        text=words,
    )
    reply.submit()
    if not reply.is_public:
        reply.approve(by=by)
    return reply


def note(comment, given, by, **_about) -> Outcome:
    if unfit := _unfit(comment, given.words, LONGEST):
        return unfit
    Note.objects.create(comment=comment, by=by, text=given.words)
    return Outcome(Result.DONE, __("Note saved. Only moderators can see it."), comment=comment)


def _unfit(comment, words, most) -> Outcome | None:
    """Return the error message for empty or too long text, or None."""
    try:
        characters.AtMost(most)(words)
    except ValidationError as error:
        return Outcome(Result.NEEDS_WORDS, error.messages[0], comment=comment)
    message = __("Please write your text first.")
    return None if words else Outcome(Result.NEEDS_WORDS, message, comment=comment)
