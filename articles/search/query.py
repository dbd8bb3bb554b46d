"""The syntax of search queries: words, "phrases", -excluded words, and a beginning."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from articles.stems import beginnings, stems
from newsroom.text.words import last_letters, words

LONGEST = 200  # characters
MOST = 16  # words and phrases
MOST_STEMS = 32  # in all; a phrase has several, and writing without blanks one for each letter
SHORTEST_BEGINNING = 2  # letters; one begins half of all words, and reading them takes a second
PARTS = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True)
class Term:
    """Consecutive stems; `beginning` is a last word that may continue."""

    stems: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True)
class Query:
    """A parsed query, independent of the database; falsy without terms."""

    text: str
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    was_cut: bool = False
    language: str = field(default="en", compare=False)

    @classmethod
    def parse(cls, raw: str, language: str) -> "Query":
        """Parse any text into a query in the stems of `language`."""
        text = raw.replace("\x00", " ")
        wanted, unwanted, left = [], [], MOST_STEMS
        parts = list(PARTS.finditer(text[:LONGEST]))
        for part in parts[:MOST]:
            minus, phrase, word = part.groups()
            terms = tuple(stems(phrase or word or "", language))
            if not terms or not left:
                continue
            goes_on = word is not None and part.end() == len(text) and len(terms) <= left
            goes_on = goes_on and len(word) >= SHORTEST_BEGINNING
            terms, left = terms[:left], left - min(len(terms), left)
            beginning = beginnings(word)[-1] if goes_on and not minus else _letter(phrase or word)
            (unwanted if minus else wanted).append(Term(terms, beginning))
        was_cut = len(text) > LONGEST or len(parts) > MOST or not left
        return cls(text[:LONGEST].strip(), tuple(wanted), tuple(unwanted), was_cut, language)

    def __bool__(self):
        return bool(self.wanted)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for term in self.wanted for stem in term.stems)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(term.beginning for term in self.wanted if term.beginning)

    @cached_property
    def _met(self) -> dict[str, bool]:
        """The words asked about so far, most of which repeat."""
        return {}

    def means(self, word: str) -> bool:
        """Return True if a word of a text matches the query.

        In a script without spaces a run of letters matches if one of its pairs does.
        """
        if word not in self._met:
            meant = not self._stems.isdisjoint(stems(word, self.language))
            self._met[word] = meant or any(
                each.startswith(self._beginnings) for each in beginnings(word)
            )
        return self._met[word]


def _letter(text: str) -> str:
    """Return `text` if it is one letter of a script that is read in pairs, which may begin one."""
    return beginnings(text)[0] if words(text) == last_letters(text) else ""
