"""Weights of features, from their counts in spam and good comments.

Naive Bayes over present features (Graham, "A Plan for Spam", 2002), counted per word and not per
comment, as spam is often longer: otherwise "out" and "for" would be suspicious. Rare features weigh
little (Robinson, "A statistical approach to the spam problem", 2003); the more parts there are, the
less each weighs; and text of unknown words weighs next to nothing, so that a new subject does not
look like spam. The score is the sum of the parts.
"""

from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import NamedTuple

from comments.spam.features import total_of

MOST_TELLING = 40  # features
SMOOTHING = 0.5  # of a comment, so that nothing is certain
SELDOM = 2.0  # comments: a feature seen so often has half of its say
STRONGEST = 4.0  # natural logarithm of odds


class Seen(NamedTuple):
    """The numbers of spam and good comments with a feature."""

    spam: float = 0
    good: float = 0


NEVER = Seen()
# The prior: as if that many comments had been decided about before, ten of each kind.
AT_FIRST = {
    "links 1": Seen(3, 2),
    "links 2": Seen(4, 1.5),
    "links 3": Seen(5, 1),
    "manner capitals": Seen(3, 1.5),
    "manner money": Seen(3, 1.5),
    "manner address": Seen(3, 1),
    "manner repeated": Seen(2, 1.5),
    "manner exclamations": Seen(2, 1.5),
    "writer new": Seen(9, 6),
    "writer published": Seen(1, 4),
    "writer rejected": Seen(2, 1),
    "sent quick": Seen(3, 2),
    "article old": Seen(4, 2),
}
BEFORE = 10  # comments of each kind


class Part(NamedTuple):
    feature: str
    weight: float


def parts(features: Iterable[str], seen: Mapping[str, Seen]) -> list[Part]:
    """Return the strongest parts of `features`, whose weights add up to the score.

    `seen` has the counts of the features and of their totals.
    """
    features = sorted(features)
    weighed = [Part(feature, _weight(feature, seen)) for feature in features]
    telling = [part for part in weighed if part.weight]
    telling.sort(key=lambda part: (-abs(part.weight), part.feature))
    telling = telling[:MOST_TELLING]
    share = _known(features, seen) ** 2 / sqrt(len(telling) or 1)
    return [Part(feature, weight * share) for feature, weight in telling]


def score(parts: Iterable[Part]) -> float:
    return sum(part.weight for part in parts)


def _weight(feature, seen) -> float:
    """Return the logarithm of the odds of spam; 0 for an unseen feature."""
    here, before = seen.get(feature, NEVER), AT_FIRST.get(feature, NEVER)
    spam, good = here.spam + before.spam, here.good + before.good
    if not spam + good:
        return 0
    total = seen.get(total_of(feature), NEVER)
    more = BEFORE if before != NEVER else 0
    in_spam = (spam + SMOOTHING) / (total.spam + more + 2 * SMOOTHING)
    in_good = (good + SMOOTHING) / (total.good + more + 2 * SMOOTHING)
    number = spam + good
    weight = log(in_spam / in_good) * number / (number + SELDOM)
    return max(-STRONGEST, min(STRONGEST, weight))


def _known(features, seen) -> float:
    """Return the share of known words; 1 without any."""
    if total_of("word") not in seen:
        return 1
    words = [feature for feature in features if feature.startswith("word ")]
    return (sum(word in seen for word in words) + 1) / (len(words) + 1)
