"""Near duplicates: comments with the same link, or nine in ten words in nearly the same order.

Order is compared by shingles of two words (Broder, "On the resemblance and containment of
documents", 1997). A comment is compared with the first of each group only, so all of a group
resemble the comment on its card. The tolerance of one word in ten holds for the beginning only, so
that a flood of long comments takes little time; the rest must be equal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import NamedTuple

from comments.spam.features import LINK
from newsroom.text.words import RUN, words

SAME_WORDS = 0.9
SAME_ORDER = 0.6
FEW = 5  # words; shorter ones are alike only if they are the same
MOST_WORDS = 100  # of a beginning
MOST_LED_TO = 10  # groups by one trace; what more of them share is common, and tells little


class DuplicateCandidate(NamedTuple):
    """A comment that may be a near duplicate."""

    pk: int
    name: str
    text: str
    headline: str = ""  # of its article


class Fingerprint(NamedTuple):
    words: frozenset[str]  # of the beginning
    shingles: frozenset[int]  # of the beginning: hashes of pairs, which take less time
    links: frozenset[str]
    rest: str

    @property
    def traces(self) -> set:
        """Return keys of which two near duplicates share at least one, and others few."""
        return {*self.shingles, *self.links, self.words}

    def is_like(self, other: "Fingerprint") -> bool:
        if self.links & other.links:
            return True
        if min(len(self.words), len(other.words)) < FEW:
            return bool(self.words) and self == other
        return (
            _share(self.words, other.words) >= SAME_WORDS
            and _share(self.shingles, other.shingles) >= SAME_ORDER
            and (self.goes_on_as(other) or other.goes_on_as(self))
        )

    def goes_on_as(self, other: "Fingerprint") -> bool:
        """Return True if the rest is equal; a new word in the beginning pushes out its last."""
        if not self.rest.endswith(other.rest):
            return False
        pushed_out = words(self.rest.removesuffix(other.rest))
        return all(word in other.words for word in pushed_out)


def groups(comments: Iterable[DuplicateCandidate]) -> list[list[DuplicateCandidate]]:
    """Return groups of near duplicates, at least one in each, in the order of arrival."""
    result: list[list[DuplicateCandidate]] = []
    leaders: list[Fingerprint] = []
    by_trace: dict[object, list[int]] = defaultdict(list)
    for comment in comments:
        fingerprint = fingerprint_of(comment.text)
        place = _alike(fingerprint, leaders, by_trace)
        if place is not None:
            result[place].append(comment)
            continue
        for trace in fingerprint.traces:
            if len(by_trace[trace]) < MOST_LED_TO:
                by_trace[trace].append(len(leaders))
        leaders.append(fingerprint)
        result.append([comment])
    return result


def fingerprint_of(text: str) -> Fingerprint:
    folded = text.casefold()
    links = frozenset(link.rstrip("/.,)") for link in LINK.findall(folded))
    unlinked = LINK.sub(" ", folded) if links else folded
    matches = list(islice(RUN.finditer(unlinked), MOST_WORDS + 1))
    end = matches[-1].start() if len(matches) > MOST_WORDS else len(unlinked)
    read = words(unlinked[:end])
    pairs = frozenset(map(hash, pairwise(read)))
    return Fingerprint(frozenset(read), pairs, links, unlinked[end:])


def _alike(fingerprint, leaders, by_trace) -> int | None:
    """Return the best group for the fingerprint, or None."""
    shared = Counter(place for trace in fingerprint.traces for place in by_trace.get(trace, ()))
    likeliest = sorted(shared, key=lambda place: (-shared[place], place))
    return next((place for place in likeliest[:10] if fingerprint.is_like(leaders[place])), None)


def _share(first, second) -> float:
    most = max(len(first), len(second))
    return len(first & second) / most if most else 1
