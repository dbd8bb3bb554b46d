"""Word lists: whole words and phrases, in any spelling, disguise or inflection.

Text and list are read as words (newsroom/text/words.py) and compared by their looks
(newsroom/text/lookalikes.py), so case, accents, joiners and lookalike letters make no difference;
a word inside a longer one does not match, except in scripts without blanks. An entry with a sign,
such as C++ or an emoji, is looked for as it stands.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from comments.moderation.word_list.inflection import HANGUL, has_particles, is_same_word, key_of
from newsroom.text import words
from newsroom.text.lookalikes import skeleton

# Between words and around them; all else in an entry is a sign that belongs to it.
ORDINARY = frozenset("-'’‘ʼ.,:;!?\"()«»“”„/‐‑–—_·،؛؟。，、！？：；（）「」《》")


class Word(NamedTuple):
    """A word by its look, and by key and spelling if it may be inflected."""

    look: str
    key: str = ""
    spelling: str = ""

    @property
    def keys(self) -> set[str]:
        return {self.look, self.key} - {""}

    def is_met_by(self, other: "Word", code: str) -> bool:
        if self.look == other.look:
            return True
        if not self.key or self.key != other.key:
            return False
        if HANGUL.fullmatch(self.spelling):
            return has_particles(self.spelling, other.spelling)
        return is_same_word(self.spelling, other.spelling, code)


BREAK = Word("")  # between two runs of letters in a script without blanks


def entries(listed: str) -> list[str]:
    return [line.strip() for line in listed.splitlines() if words.words(line) or _has_sign(line)]


def hits(text: str, listed: Iterable[str], language: str = "") -> list[str]:
    """Return the words and phrases in `text`, in the order of the list.

    `language` is that of the inflections, a code such as "pt-br".
    """
    return Prepared(listed, language).hits(text)


class Prepared:
    """A word list for many texts, indexed by word.

    The cost of a text does not depend on the length of the list.
    """

    def __init__(self, listed: Iterable[str], language: str = ""):
        self.code = language.partition("-")[0].lower()
        self.by_first_word = defaultdict(list)
        self.with_signs = []
        for place, entry in enumerate(listed):
            if _has_sign(entry):
                self.with_signs.append((place, entry, _as_it_stands(entry)))
            elif read := _read(entry, self.code):
                for key in read[0].keys:
                    self.by_first_word[key].append((place, entry, read))

    def hits(self, text: str) -> list[str]:
        met = {*self._signs_in(text), *self._words_in(_read(text, self.code))}
        return [entry for _place, entry in sorted(met)]

    def _words_in(self, read) -> Iterator[tuple[int, str]]:
        places = defaultdict(list)
        for place, word in enumerate(read):
            for key in word.keys:
                places[key].append(place)
        for key, begins in places.items():
            for place, entry, phrase in self.by_first_word.get(key, ()):
                if all(places.keys() & word.keys for word in phrase) and any(
                    self._is_at(phrase, read[begin : begin + len(phrase)]) for begin in begins
                ):
                    yield place, entry

    def _is_at(self, phrase, read) -> bool:
        return len(phrase) == len(read) and all(map(self._meets, phrase, read))

    def _meets(self, word, other) -> bool:
        return word.is_met_by(other, self.code)

    def _signs_in(self, text) -> Iterator[tuple[int, str]]:
        stands = _as_it_stands(text) if self.with_signs else ""
        for place, entry, sign in self.with_signs:
            if _stands_alone(sign, stands):
                yield place, entry


def _read(text: str, code: str) -> list[Word]:
    """Return the words of `text`; in scripts without blanks each letter is one."""
    read: list[Word] = []
    for run in words.runs(text, code):
        if words.is_unspaced(run) and not HANGUL.fullmatch(run):
            read += [BREAK] * bool(read) + [Word(words.fold(each)) for each in words.letters(run)]
        else:
            read.append(_word(run, code))
    return read


@lru_cache(maxsize=10_000)
def _word(run: str, code: str) -> Word:
    folded = words.fold(run)
    if HANGUL.fullmatch(folded):
        return Word(folded, folded[0], folded)
    if any(not letter.isalnum() for letter in folded):  # vowel signs, which skeletons lack
        return Word(folded, key_of(run, code), folded)
    look = skeleton(folded)
    if look.isascii() and not folded.isascii() and any(map(str.isascii, folded)):
        return Word(
            look, key_of(look, code), look
        )  # letters of two scripts in one word: a disguise
    return Word(look, key_of(run, code), folded)


def _has_sign(entry: str) -> bool:
    shown = words.without_points(entry)
    return any(unicodedata.category(each)[0] in "PS" and each not in ORDINARY for each in shown)


def _as_it_stands(text: str) -> str:
    plain = words.without_points(words.plain(text).casefold())
    return " ".join(plain.split())


def _stands_alone(sign: str, text: str) -> bool:
    """Return True if `sign` is in `text`, and neither end of it in the middle of a word."""
    begin = text.find(sign)
    while begin >= 0:
        around = text[max(begin - 1, 0) : begin + 1], text[begin + len(sign) - 1 :][:2]
        if not any(pair.isalnum() and len(pair) == 2 for pair in around):
            return True
        begin = text.find(sign, begin + 1)
    return False
