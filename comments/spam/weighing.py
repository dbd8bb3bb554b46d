"""Weights of features, from their counts in spam and good comments.

Naive Bayes over present features (Graham, "A Plan for Spam", 2002), counted per word and not per
comment, as spam is often longer: otherwise "out" and "for" would be suspicious. Rare features weigh
little (Robinson, "A statistical approach to the spam problem", 2003); the more parts there are, the
less each weighs. Where spam is rare, nothing weighs more for that: both kinds are smoothed by what
all comments have of a feature (the prior of Monroe, Colaresi and Quinn, "Fightin' Words", 2008).

Only a text of words that good comments have as well is compared with them. One of other words is of
another subject or in another language, which is no sign of spam: its words and its manner weigh
next to nothing, its links and its sender as much as ever. The score is the sum of the parts.
"""

from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import NamedTuple

from comments.spam.features import ALL_COMMENTS, total_of

MOST_TELLING = 40  # features
SMOOTHING = 10  # comments with a feature as often as all have it, added to each kind
SELDOM = 2.0  # comments: a feature seen so often has half of its say
STRONGEST = 4.0  # natural logarithm of odds
WELL_KNOWN = 1.0  # good comments: a word that so many have counts half as known


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
    known = _known(features, seen) ** 2
    weighed = [
        Part(feature, _weight(feature, seen) * (known if _is_of_the_text(feature) else 1))
        for feature in features
        if feature in seen or feature in AT_FIRST  # the weight of any other is 0
    ]
    telling = [part for part in weighed if part.weight]
    telling.sort(key=lambda part: (-abs(part.weight), part.feature))
    telling = telling[:MOST_TELLING]
    share = 1 / sqrt(len(telling) or 1)
    return [Part(feature, weight * share) for feature, weight in telling]


def score(parts: Iterable[Part]) -> float:
    return sum(part.weight for part in parts)


def _weight(feature, seen) -> float:
    """Return the logarithm of the odds of spam; 0 for an unseen feature."""
    here, before = seen.get(feature, NEVER), AT_FIRST.get(feature, NEVER)
    spam, good = here.spam + before.spam, here.good + before.good
    if not spam + good:
        return 0
    total, comments = seen.get(total_of(feature), NEVER), seen.get(ALL_COMMENTS, NEVER)
    more = BEFORE if before != NEVER else 0
    all_spam, all_good = total.spam + more, total.good + more
    usual = (spam + good) / (all_spam + all_good)
    added = SMOOTHING * max(sum(total) / (sum(comments) or 1), 1)
    in_spam = (spam + added * usual) / (all_spam + added)
    in_good = (good + added * usual) / (all_good + added)
    number = spam + good
    weight = log(in_spam / in_good) * number / (number + SELDOM)
    return max(-STRONGEST, min(STRONGEST, weight))


def _is_of_the_text(feature) -> bool:
    return feature.startswith(("word ", "pair ", "name ", "manner "))


def _known(features, seen) -> float:
    """Return the share of words known from good comments; 1 before anything was learned."""
    if total_of("word") not in seen:
        return 1
    good = [seen.get(name, NEVER).good for name in features if name.startswith("word ")]
    return (sum(number / (number + WELL_KNOWN) for number in good) + 1) / (len(good) + 1)
