"""The experience and the recent quality of the spam filter, and in a sentence what it holds."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models.filter_test import FilterTest
from comments.models.training_example import FeatureCount
from comments.spam import threshold


class Experience(NamedTuple):
    """The number of learned comments, and the number needed before any is held."""

    good: int
    spam: int
    good_needed: int
    spam_needed: int

    @property
    def is_enough(self):
        return self.good >= self.good_needed and self.spam >= self.spam_needed


def experience() -> Experience:
    seen = FeatureCount.of_all_comments()
    needed = threshold.ENOUGH_GOOD, threshold.ENOUGH_SPAM
    return Experience(int(seen.good), int(seen.spam), *needed)


def sentences() -> list[str]:
    """Return what the filter has learned and what it holds, or why it holds nothing."""
    learned = experience()
    if not learned.is_enough:
        return [_trained(learned), _too_few(learned)]
    return [_trained(learned), _tested(FilterTest.last())]


def _trained(learned) -> str:
    trained = ngettext(
        "Trained on %(good)d good comment and %(spam)d spam.",
        "Trained on %(good)d good comments and %(spam)d spam.",
        learned.good,
    )
    return trained % {"good": learned.good, "spam": learned.spam}


def _too_few(learned) -> str:
    few = _("It holds nothing yet; it starts at %(good)d good comments and %(spam)d spam.")
    return few % {"good": learned.good_needed, "spam": learned.spam_needed}


def _tested(test) -> str:
    """Return what came out of the last test, in which each comment was judged without itself."""
    if test.limit is None:
        return _("It holds nothing yet; it will be tested within minutes.")
    if not test.caught:
        unlike = _(
            "It holds nothing: of the last %(spam)d spam comments, none stands out from the last "
            "%(good)d good ones."
        )
        return unlike % {"spam": test.spam, "good": test.good}
    held = _(
        "Tested on the latest decisions, it holds %(caught)d of %(spam)d spam comments and "
        "%(wrong)d of %(good)d good ones."
    )
    return held % {name: getattr(test, name) for name in ("caught", "spam", "wrong", "good")}
