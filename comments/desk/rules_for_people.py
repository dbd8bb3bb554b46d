"""Bans, watches and trust: rules for commenters."""

from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __

from comments.desk import sender_blocks
from comments.desk.inputs import until_after
from comments.desk.outcomes import Outcome, Result
from comments.desk.replies import LONGEST
from comments.models import PersonalRule, SenderBlock
from comments.models.personal_rule import Kind
from newsroom.text import characters


def lay_down(kind, comment, given, by, **_about) -> Outcome:
    if not comment.commenter:
        message = __("This is only possible for commenters with a confirmed e-mail address.")
        return Outcome(Result.NOT_YOURS, message, comment=comment)
    try:
        until = until_after(given.days)
        characters.AtMost(LONGEST)(given.words)
    except ValidationError as error:
        return Outcome(Result.NEEDS_WORDS, " ".join(error.messages), comment=comment)
    rule = PersonalRule.lay_down(comment.commenter, kind, by, until, given.words)
    words = {"name": comment.name, "rule": Kind(kind).label}
    told = [__("%(name)s is %(rule)s.") % words]
    if kind == Kind.BAN and (blocked := _block_sender(comment, rule)):
        told.append(sender_blocks.in_words(blocked))
    return Outcome(Result.DONE, " ".join(told), comment=comment)


def _block_sender(comment, rule) -> SenderBlock | None:
    """Block the sender for a day: banned people write again at once, without an address."""
    tomorrow = timezone.now() + timedelta(days=1)
    until = min(rule.until or tomorrow, tomorrow)
    return SenderBlock.of(comment, rule.by, until, rule.note, rule)


ban = partial(lay_down, Kind.BAN)
watch = partial(lay_down, Kind.HOLD)
trust = partial(lay_down, Kind.TRUST)


def lift(comment, given, by, **_about) -> Outcome:
    rule = comment.commenter and comment.commenter.rule_in_force()
    if not rule or not rule.lift(by):
        return Outcome(
            Result.ALREADY, __("There is no ban, watch or trust to lift."), comment=comment
        )
    return Outcome(Result.DONE, __("Lifted."), comment=comment)
