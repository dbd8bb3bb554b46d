"""Scores of learned comments by a filter that has not learned them.

Each is taken out of the counts while it is scored (leave-one-out cross-validation), which for sums
is exact. Scores from the time when a comment came would not do: the first ones come from a filter
that knew nothing yet.
"""

from collections.abc import Collection, Mapping

from comments.spam import features, weighing
from comments.spam.weighing import NEVER, Seen


def score(names: Collection[str], is_spam: bool, seen: Mapping[str, Seen]) -> float:
    """Return the score of a comment with the features `names` that is in the counts `seen`."""
    without = {
        name: _less(seen.get(name, NEVER), number, is_spam)
        for name, number in features.counted(set(names)).items()
    }
    known = {name: counts for name, counts in without.items() if any(counts)}
    return weighing.score(weighing.parts(names, known))


def _less(counts: Seen, number: int, is_spam: bool) -> Seen:
    spam, good = (number, 0) if is_spam else (0, number)
    return Seen(max(counts.spam - spam, 0), max(counts.good - good, 0))
