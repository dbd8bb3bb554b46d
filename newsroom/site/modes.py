"""How freely people may discuss: by paper, by topic, by article."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """What becomes of a comment that nothing speaks for or against; the strictest first."""

    CLOSED = "closed", _("closed (existing comments stay)")
    HOLD = "hold", _("a moderator reads every comment first")
    NEWCOMERS = "newcomer", _("newcomers wait for a moderator")
    LATER = "later", _("published at once, reviewed afterwards")


OF_OPEN_ONES = [(mode.value, mode.label) for mode in Mode if mode != Mode.CLOSED]


def strictest(modes: Iterable[str]) -> str:
    """The strictest of some modes; empty for none (an empty one says nothing)."""
    said = set(modes)
    return next((mode for mode in Mode if mode in said), "")
