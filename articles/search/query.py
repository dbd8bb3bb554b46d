"""What a reader typed, and what is meant by it: words, "phrases", -not this, and a beginning."""

import re
from dataclasses import dataclass, field

from articles.stems import stems, words

LONGEST = 200  # characters
MOST = 16  # words and phrases
PARTS = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True)
class Term:
    """Stems that stand one behind the other; `beginning` if the last word may go on."""

    stems: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True)
class Query:
    """A search, ready for any database; empty when there is nothing in it to look for."""

    text: str
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    was_cut: bool = False
    language: str = field(default="en", compare=False)

    @classmethod
    def parse(cls, raw: str, language: str) -> "Query":
        """The search that `raw`, whatever it is, stands for, in the stems of `language`."""
        text = raw.replace("\x00", " ")
        wanted, unwanted = [], []
        parts = list(PARTS.finditer(text[:LONGEST]))
        for part in parts[:MOST]:
            minus, phrase, word = part.groups()
            found = tuple(stems(phrase or word or "", language))
            if not found:
                continue
            goes_on = word is not None and part.end() == len(text)
            beginning = words(word)[-1] if goes_on and not minus else ""
            (unwanted if minus else wanted).append(Term(found, beginning))
        was_cut = len(text) > LONGEST or len(parts) > MOST
        return cls(text[:LONGEST].strip(), tuple(wanted), tuple(unwanted), was_cut, language)

    def __bool__(self):
        return bool(self.wanted)

    def means(self, stem: str, word: str) -> bool:
        """Whether a word of a text (its stem, and itself folded) is one that was asked for."""
        return any(
            stem in term.stems or (term.beginning and word.startswith(term.beginning))
            for term in self.wanted
        )
