"""The input of a moderator with an act: a reason, text, a time."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __

from comments.moderation import NO_REASON, Because, Reason
from comments.moderation.reasons import LONGEST
from newsroom.models import Masthead
from newsroom.text import characters
from newsroom.text.cutting import beginning

DAYS = forms.IntegerField(min_value=1, max_value=3650, required=False)  # of a rule with an end
REJECTIONS = (
    Reason.OFF_TOPIC,
    Reason.ABUSE,
    Reason.PRIVATE,
    Reason.ADVERTISING,
    Reason.ILLEGAL,
)


class ButtonInput(NamedTuple):
    reason: str = ""  # a code, or a house rule as the masthead has it
    words: str = ""  # in the moderator's own words
    days: str = ""  # how long a rule lasts; empty: for good


NOTHING = ButtonInput()


def reasons() -> list[tuple[str, str]]:
    """Return the choices of reasons for a rejection: rules by number, and codes."""
    rules = Masthead.current().rules()
    numbered = [
        (beginning(rule, LONGEST), f"{number}. {rule}") for number, rule in enumerate(rules, 1)
    ]
    return numbered + [(reason.value, str(reason.label)) for reason in REJECTIONS]


def because(given: ButtonInput) -> Because:
    """Return the chosen reason with its text.

    Raise ValidationError for an unknown reason, and for a missing legal ground (Digital Services
    Act, article 17 (3) d).
    """
    if not given.reason:
        return NO_REASON
    if given.reason == Reason.ILLEGAL and not given.words:
        raise ValidationError(__("Please write which law it breaks. The commenter must be told."))
    if given.reason == Reason.ILLEGAL:
        characters.AtMost(LONGEST)(given.words)
        return Because(given.reason, given.words)
    if given.reason in REJECTIONS:
        return Because(given.reason)
    if given.reason in dict(reasons()):
        return Because(Reason.HOUSE_RULE.value, given.reason)
    raise ValidationError(
        __("Please choose one of the reasons: %(reasons)s.")
        % {"reasons": ", ".join(value for value, _label in reasons())}
    )


def until_after(days: str) -> datetime | None:
    """Return the end of that many days; None for an empty text. Raise ValidationError."""
    number = DAYS.clean(days)
    return number and timezone.now() + timedelta(days=number)
