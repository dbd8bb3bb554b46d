"""What moderators can do beside deciding: answer, keep a note, lay down a rule for the writer."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from comments.desk.outcomes import Outcome, Result
from comments.models import Comment, Note, PersonalRule
from comments.models.comment import LONGEST_NAME, LONGEST_TEXT
from comments.models.personal_rule import Kind
from newsroom.text import characters

DAYS = forms.IntegerField(min_value=1, max_value=3650, required=False)  # of a rule with an end
LONGEST = 1000  # characters of a note, or of why there is a rule


class Said(NamedTuple):
    """What stands beside the button that was pressed."""

    reason: str = ""  # a code, or a house rule
    words: str = ""  # in the moderator's own words
    days: str = ""  # how long a rule lasts; empty: for good


def answer(comment, by, said, seen) -> Outcome:
    """Answer as the newsroom; what waits is published with that, for it is what one answers."""
    if unfit := _unfit(comment, said.words, LONGEST_TEXT):
        return unfit
    if not comment.is_public:
        comment.approve(by=by, seen=seen)
    if not comment.is_public:  # withdrawn meanwhile
        return Outcome(Result.GONE, __("The comment no longer exists."))
    # A button that is pressed twice says it once.
    earlier = comment.replies.approved().filter(author=by, text=said.words).first()
    reply = earlier or _publish_reply(comment, by, said.words)
    told = __("Reply to %(name)s: %(state)s.")
    words = {"name": comment.name, "state": reply.get_status_display()}
    return Outcome(Result.DONE, told % words, comment=comment)


@transaction.atomic
def _publish_reply(comment, by, words) -> Comment:
    """What a moderator answers is public, whatever the house rules would make of it."""
    reply = Comment(
        article=comment.article,
        parent=comment,
        author=by,
        name=(by.get_full_name() or by.get_username())[:LONGEST_NAME],
        text=words,
    )
    reply.submit()
    if not reply.is_public:
        reply.approve(by=by)
    return reply


def note(comment, by, said, seen) -> Outcome:
    if unfit := _unfit(comment, said.words, LONGEST):
        return unfit
    Note.objects.create(comment=comment, by=by, text=said.words)
    return Outcome(Result.DONE, __("Note saved. Only moderators can see it."), comment=comment)


def _lay_down(kind):
    def act(comment, by, said, seen) -> Outcome:
        if not comment.commenter:
            told = __("This is only possible for commenters with a confirmed e-mail address.")
            return Outcome(Result.NOT_YOURS, told, comment=comment)
        try:
            until = until_after(said.days)
            characters.AtMost(LONGEST)(said.words)
        except ValidationError as error:
            return Outcome(Result.NEEDS_WORDS, " ".join(error.messages), comment=comment)
        PersonalRule.lay_down(comment.commenter, kind, by, until, said.words)
        what = {"name": comment.name, "rule": Kind(kind).label}
        return Outcome(Result.DONE, __("%(name)s is %(rule)s.") % what, comment=comment)

    return act


def lift(comment, by, said, seen) -> Outcome:
    rule = comment.commenter and comment.commenter.rule_in_force()
    if not rule or not rule.lift(by):
        return Outcome(
            Result.ALREADY, __("There is no ban, watch or trust to lift."), comment=comment
        )
    return Outcome(Result.DONE, __("Lifted."), comment=comment)


# Each: what its button says, what it does, and whether it needs to be known who wrote.
FURTHER = {
    "answer": (_("Reply as the newsroom"), answer, False),
    "note": (_("Save as note"), note, False),
    "ban": (_("Ban"), _lay_down(Kind.BAN), True),
    "hold": (_("Watch"), _lay_down(Kind.HOLD), True),
    "trust": (_("Trust"), _lay_down(Kind.TRUST), True),
    "lift": (_("Lift ban, watch or trust"), lift, True),
}
# Of these, what decides nothing about the comment: it is nobody's to forbid.
BESIDE = FURTHER.keys() - {"answer"}


def offered(comment, of_whole_paper: bool) -> list[dict]:
    """The buttons about `comment` and its writer, as they stand in its row.

    A rule for a person holds in the whole paper, so only its moderators lay one down.
    """
    ruled = bool(getattr(comment, "rule", None))
    seen = f"{comment.pk}:{comment.seen_token}"
    return [
        {"name": name, "value": f"{name}:{seen}", "label": label}
        for name, (label, _act, about_person) in FURTHER.items()
        if (not about_person or (comment.commenter_id and of_whole_paper))
        and (ruled or name != "lift")
    ]


def until_after(days: str) -> datetime | None:
    """When so many days are over; None, if it says none: never. Raises ValidationError."""
    number = DAYS.clean(days)
    return number and timezone.now() + timedelta(days=number)


def _unfit(comment, words, most) -> Outcome | None:
    """What is told of words that are none, or more than can be kept; None if they will do."""
    try:
        characters.AtMost(most)(words)
    except ValidationError as error:
        return Outcome(Result.NEEDS_WORDS, error.messages[0], comment=comment)
    told = __("Please write your text first.")
    return None if words else Outcome(Result.NEEDS_WORDS, told, comment=comment)
