"""The threshold of spam scores, from the scores of good comments that it had not learned."""

from collections.abc import Iterable

FALSE_POSITIVES = 0.005  # of the good comments
LOWEST = 0.7  # whatever the good ones had; 0 would say that nothing is known
ENOUGH_GOOD, ENOUGH_SPAM = 50, 5  # decisions; before, the filter looks on


def is_enough(seen) -> bool:
    """Return whether so many good and spam comments are enough to hold any."""
    return seen.good >= ENOUGH_GOOD and seen.spam >= ENOUGH_SPAM


def threshold(good_scores: Iterable[float]) -> float:
    """Return the score that at most one in two hundred good comments exceeded."""
    ranked = sorted(good_scores, reverse=True)
    if not ranked:
        return LOWEST
    return max(LOWEST, ranked[int(len(ranked) * FALSE_POSITIVES)])
