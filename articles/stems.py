"""Normalised words: one form for every spelling, accent and ending.

Search and related posts use it, on every database.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

# Scripts that put no space between words: each run is read as overlapping pairs of characters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}_])\w)+")
_UNSPACED = re.compile(rf"[{UNSPACED}]")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and other marks (Unicode NFKD)."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in their order."""
    return [fold(word) for word in _spelled(text)]


def stems(text: str, language: str) -> list[str]:
    """Return the stems of the words of `text`, in their order.

    `language` is a code such as "ru" or "pt-br" (BCP 47). Words of a language without a stemmer are
    returned folded.
    """
    code = language.partition("-")[0].lower()
    return [stem(word, code) for word in _spelled(text)]


@lru_cache(maxsize=100_000)
def stem(word: str, code: str) -> str:
    """Return the folded stem of a lower-case word (Snowball), for a language of two letters.

    Folding comes last: a stemmer knows the endings of its language with their accents.
    """
    stemmer = _stemmer(code)
    return fold(stemmer.stemWord(word) if stemmer and not _UNSPACED.match(word) else word)


def _spelled(text):
    small = unicodedata.normalize("NFKC", text.casefold())
    return [word for run in _RUNS.findall(small) for word in _pairs(run)]


def _pairs(run):
    if not _UNSPACED.match(run) or len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


NAMES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip


_OF_THIS_THREAD = threading.local()


def _stemmer(code):
    """Return a stemmer of this thread, for stemmers are not thread-safe."""
    stemmers = _OF_THIS_THREAD.__dict__
    if code not in stemmers:
        name = NAMES.get(code)
        stemmers[code] = snowballstemmer.stemmer(name) if name else None
    return stemmers[code]
