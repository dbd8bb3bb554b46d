"""The words of articles by their stems: one form for every spelling and ending.

Search and related posts use it, on every database.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

from newsroom.text.words import fold, is_unspaced, last_letters, spelled, words

# Two spellings of one word, of which a stemmer knows one: Aarhus and Århus, المدرسه and المدرسة
# (behind an article the last letter is never "his").
RESPELLED = {
    "ar": (re.compile(r"(?<=\bال)(\w+)ه$"), r"\1ة"),
    **dict.fromkeys(("da", "nb", "nn", "no"), (re.compile("aa"), "å")),
}
# Both databases end a word at a vowel sign of India and at letters they do not know yet, so these
# are stored as their numbers.
NO_LETTER = re.compile(r"\W|[\U00010000-\U0010ffff]")


def stems(text: str, language: str) -> list[str]:
    """Return the stems of the words of `text`, in their order.

    `language` is a code such as "ru" or "pt-br" (BCP 47). Words of a language without a stemmer are
    returned folded.
    """
    code = language.partition("-")[0].lower()
    return [stem(word, code) for word in spelled(text, code)]


@lru_cache(maxsize=100_000)
def stem(word: str, code: str) -> str:
    """Return the folded stem of a lower-case word (Snowball), for a language of two letters.

    Folding comes last: a stemmer knows the endings of its language with their accents.
    """
    stemmer = _stemmer(code)
    if not stemmer or is_unspaced(word):
        return _stored(fold(word))
    if code in RESPELLED:
        pattern, letters = RESPELLED[code]
        word = pattern.sub(letters, word)
    return _stored(fold(stemmer.stemWord(word)))


def beginnings(text: str) -> list[str]:
    """Return the folded words of `text`, with which a longer word may begin."""
    return [_stored(word) for word in words(text)]


def indexed(text: str, language: str) -> list[str]:
    """Return the stems of `text`, and behind them what begins no pair of letters."""
    return stems(text, language) + sorted({_stored(letter) for letter in last_letters(text)})


def _stored(word: str) -> str:
    if word.isascii():
        return word
    return NO_LETTER.sub(lambda match: f"{ord(match[0]):x}", word)


NAMES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish",
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
