"""Blocks of whoever sent a comment, with or without an e-mail address."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as __

from comments.desk.outcomes import Outcome, Result
from comments.desk.replies import LONGEST
from comments.models import SenderBlock
from newsroom.text import characters

DAYS = ("1", "7", "30")


def block(comment, given, by, **_about) -> Outcome:
    """Block the sender for the days given, one if none are."""
    days = given.days or DAYS[0]
    if days not in DAYS:
        message = __("Please choose a day, a week or 30 days: a sender's block always ends.")
        return Outcome(Result.NEEDS_WORDS, message, comment=comment)
    try:
        characters.AtMost(LONGEST)(given.words)
    except ValidationError as error:
        return Outcome(Result.NEEDS_WORDS, " ".join(error.messages), comment=comment)
    until = timezone.now() + timedelta(days=int(days))
    made = SenderBlock.of(comment, by, until, given.words)
    if made is None:
        message = __("We can no longer tell who sent this: that is only known on the same day.")
        return Outcome(Result.IMPOSSIBLE, message, comment=comment)
    return Outcome(Result.DONE, in_words(made), comment=comment)


def in_words(made) -> str:
    until = date_format(timezone.localtime(made.until), "DATETIME_FORMAT")
    return __("Whoever sent this is blocked until %(until)s.") % {"until": until}


def unblock(comment, given, by, **_about) -> Outcome:
    if not comment.sender_blocks.lift():
        return Outcome(Result.ALREADY, __("There is no block to lift."), comment=comment)
    return Outcome(Result.DONE, __("Lifted."), comment=comment)
