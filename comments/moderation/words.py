"""Word lists: whole words and phrases, however they are written or disguised.

Both sides are compared by how they look (newsroom/lookalikes.py), so capitals, accents and
letters of another script make no difference; a word inside a longer one is not meant.
"""

import re
from collections.abc import Iterable

from newsroom.lookalikes import skeleton

WORD = re.compile(r"[\w'’]+")


def entries(listed: str) -> list[str]:
    """The words and phrases of a list that has one on each line."""
    return [line.strip() for line in listed.splitlines() if WORD.search(line)]


def hits(text: str, listed: Iterable[str]) -> list[str]:
    """Which of the words and phrases are in `text`, in the order of the list."""
    read = _as_read(text)
    return [entry for entry in listed if _as_read(entry) in read]


def _as_read(text: str) -> str:
    words = (skeleton(word.casefold()) for word in WORD.findall(text))
    return f" {' '.join(filter(None, words))} "
