"""The comment mode of a paper, a topic or an article."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """The treatment of comments that no rule decides, the strictest mode first."""

    CLOSED = "closed", _("closed (existing comments stay)")
    HOLD = "hold", _("a moderator reads every comment first")
    NEWCOMERS = "newcomer", _("newcomers wait for a moderator")
    LATER = "later", _("published at once, reviewed afterwards")


OF_OPEN_ONES = [(mode.value, mode.label) for mode in Mode if mode != Mode.CLOSED]


def strictest(modes: Iterable[str]) -> str:
    """Return the strictest of `modes`, ignoring empty ones; "" if there is none."""
    given = set(modes)
    return next((mode for mode in Mode if mode in given), "")
