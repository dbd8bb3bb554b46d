"""Word lists: whole words and phrases, however they are written or disguised.

Both sides are compared by how they look (newsroom/text/lookalikes.py), so capitals, accents and
letters of another script make no difference; a word inside a longer one is not meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from newsroom.text.lookalikes import skeleton

WORD = re.compile(r"[\w'’]+")


def entries(listed: str) -> list[str]:
    """The words and phrases of a list that has one on each line."""
    return [line.strip() for line in listed.splitlines() if WORD.search(line)]


def hits(text: str, listed: Iterable[str]) -> list[str]:
    """Which of the words and phrases are in `text`, in the order of the list."""
    return Prepared(listed).hits(text)


class Prepared:
    """A list that is held against many texts: each entry is read once, and found by its word.

    What a text costs does not depend on how long the list is.
    """

    def __init__(self, listed: Iterable[str]):
        self.by_first_word = defaultdict(list)
        for place, entry in enumerate(listed):
            read = _as_read(entry)
            if first := read.split()[:1]:
                self.by_first_word[first[0]].append((place, entry, read))

    def hits(self, text: str) -> list[str]:
        read = _as_read(text)
        likely = (self.by_first_word.get(word, ()) for word in {*read.split()})
        met = [one for some in likely for one in some if one[2] in read]
        return [entry for _place, entry, _read in sorted(met)]


def _as_read(text: str) -> str:
    words = (skeleton(word.casefold()) for word in WORD.findall(text))
    return f" {' '.join(filter(None, words))} "
