"""Which comments say the same: the same link, or nine words in ten in nearly the same order.

Order is compared by shingles of two words (Broder, "On the resemblance and containment of
documents", 1997). Every comment is compared with the first of each group only, so what is in
one group is like what stands on its card. Only of how they begin one word in ten may differ, so
that a flood of long comments takes no long time: behind that, they are alike word for word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import NamedTuple

from comments.spam.features import LINK

WORD = re.compile(r"\w+")
SAME_WORDS = 0.9
SAME_ORDER = 0.6
FEW = 5  # words; shorter ones are alike only if they are the same
MOST_WORDS = 100  # of a beginning
MOST_LED_TO = 10  # groups by one trace; what more of them share is common, and tells little


class Said(NamedTuple):
    """A comment, as far as it matters here."""

    pk: int
    name: str
    text: str
    headline: str = ""  # of its article


class Looks(NamedTuple):
    words: frozenset[str]  # of the beginning
    shingles: frozenset[int]  # of the beginning: hashes of pairs, which take less time
    links: frozenset[str]
    rest: str

    @property
    def traces(self) -> set:
        """What two that are alike must share at least one of, and few others do."""
        return {*self.shingles, *self.links, self.words}

    def is_like(self, other: "Looks") -> bool:
        if self.links & other.links:
            return True
        if min(len(self.words), len(other.words)) < FEW:
            return bool(self.words) and self == other
        return (
            _share(self.words, other.words) >= SAME_WORDS
            and _share(self.shingles, other.shingles) >= SAME_ORDER
            and (self.goes_on_as(other) or other.goes_on_as(self))
        )

    def goes_on_as(self, other: "Looks") -> bool:
        """Behind the beginning no word may differ; a new one in it pushes its last ones out."""
        if not self.rest.endswith(other.rest):
            return False
        pushed_out = WORD.finditer(self.rest.removesuffix(other.rest))
        return all(word.group() in other.words for word in pushed_out)


def groups(comments: Iterable[Said]) -> list[list[Said]]:
    """The comments that are alike, in groups of at least one, each in the order they came."""
    found: list[list[Said]] = []
    leaders: list[Looks] = []
    by_trace: dict[object, list[int]] = defaultdict(list)
    for comment in comments:
        looks = looks_of(comment.text)
        place = _alike(looks, leaders, by_trace)
        if place is not None:
            found[place].append(comment)
            continue
        for trace in looks.traces:
            if len(by_trace[trace]) < MOST_LED_TO:
                by_trace[trace].append(len(leaders))
        leaders.append(looks)
        found.append([comment])
    return found


def looks_of(text: str) -> Looks:
    folded = text.casefold()
    links = frozenset(link.rstrip("/.,)") for link in LINK.findall(folded))
    unlinked = LINK.sub(" ", folded) if links else folded
    found = list(islice(WORD.finditer(unlinked), MOST_WORDS + 1))
    words = [word.group() for word in found[:MOST_WORDS]]
    rest = unlinked[found[-1].start() :] if len(found) > MOST_WORDS else ""
    return Looks(frozenset(words), frozenset(map(hash, pairwise(words))), links, rest)


def _alike(looks, leaders, by_trace) -> int | None:
    """The group of `looks`: the one that shares most with it, if that is alike."""
    shared = Counter(place for trace in looks.traces for place in by_trace.get(trace, ()))
    likeliest = sorted(shared, key=lambda place: (-shared[place], place))
    return next((place for place in likeliest[:10] if looks.is_like(leaders[place])), None)


def _share(one, other) -> float:
    most = max(len(one), len(other))
    return len(one & other) / most if most else 1
