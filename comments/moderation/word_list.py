"""Word lists: whole words and phrases, in any spelling or disguise.

Text and list are compared by their looks (newsroom/text/lookalikes.py), so case, accents and
lookalike letters make no difference; a word inside a longer one does not match.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from newsroom.text.lookalikes import skeleton

WORD = re.compile(r"[\w'’]+")


def entries(listed: str) -> list[str]:
    return [line.strip() for line in listed.splitlines() if WORD.search(line)]


def hits(text: str, listed: Iterable[str]) -> list[str]:
    """Return the words and phrases in `text`, in the order of the list."""
    return Prepared(listed).hits(text)


class Prepared:
    """A word list for many texts, indexed by word.

    The cost of a text does not depend on the length of the list.
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
        met = [item for some in likely for item in some if item[2] in read]
        return [entry for _place, entry, _read in sorted(met)]


def _as_read(text: str) -> str:
    words = (skeleton(word.casefold()) for word in WORD.findall(text))
    return f" {' '.join(filter(None, words))} "
