"""The words of a text, as everything reads them that compares texts: search, related posts, word
lists, near duplicates and the spam filter.

One word for all spellings: case, width, accents, stress marks, vowel points and joiners make no
difference, nor do letters with a stroke or a hook (ø is o, ł is l) and ligatures (œ is oe). Marks
that are letters are kept: the vowel signs of India, of Thai, Khmer and Burmese. Scripts without
blanks between words, and Korean with its particles, are read as overlapping pairs of letters.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain, pairwise

# Thai and Lao, Burmese, Hangul, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uaa60-\uaa7f\uac00-\ud7ff\U00020000-\U0003ffff"
)
# Combining classes (Unicode Character Database) of marks that say which letter it is: none, nukta,
# voicing, virama, and the vowels and tones of Telugu, Thai, Lao and Tibetan. The others are
# accents, stress marks and the points of Arabic and Hebrew.
CLASSES_OF_LETTERS = {0, *range(7, 10), *range(84, 133)}
# Class 0 as well, and not to be seen: a joiner, vowels of Khmer, variation selectors.
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
TATWEEL = "\u0640"
APOSTROPHES = dict.fromkeys(map(ord, "\u02b9\u02bb\u02bc\u02bd\ua78c"), "'")
TURKISH = {"tr": {ord("I"): "ı", ord("İ"): "i"}, "az": {ord("I"): "ı", ord("İ"): "i"}}
# Latin letters that do not decompose, by their names in Unicode: D WITH STROKE, SMALL CAPITAL A,
# OE. It comes to what the transform Latin-ASCII of CLDR says; the other names are below.
NAMED = re.compile(
    "LATIN (?:SMALL LETTER|SMALL LIGATURE|LETTER SMALL CAPITAL) "
    "(?:DOTLESS |INSULAR |SCRIPT )?([A-Z]{1,2})(?: WITH .*)?"
)
LATIN = ((0x80, 0x2B0), (0x1D00, 0x1DC0), (0x1E00, 0x1F00), (0x2C60, 0x2C80), (0xA720, 0xA800))
OTHER_LETTERS = {
    "þ": "th", "ð": "d", "ŋ": "n", "ĸ": "q", "ɛ": "e", "ə": "e",
    "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ґ": "г", "ς": "σ",
    "\u093c": "", "\u0901": "\u0902",
}  # fmt: skip
# Hindi writes the nasal before a consonant as a letter or as a dot: हिन्दी, हिंदी.
NASAL = re.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])")


BLOCKS_WITH_MARKS = ((0x300, 0x3100), (0xA600, 0xAC00), (0xFB00, 0x12000), (0x1E000, 0x1E950))


def _those(numbers) -> str:
    return "".join(re.escape(chr(number)) for number in numbers)


def _marks():
    numbers = chain.from_iterable(range(*block) for block in BLOCKS_WITH_MARKS)
    return [each for each in numbers if unicodedata.category(chr(each)) in ("Mn", "Mc", "Me", "Cf")]


def _is_of_a_letter(mark: str) -> bool:
    kind = unicodedata.category(mark)
    return kind in ("Mn", "Mc") and unicodedata.combining(mark) in CLASSES_OF_LETTERS


def _latin(number: int) -> str:
    match = NAMED.fullmatch(unicodedata.name(chr(number), ""))
    return match[1].lower() if match else ""


SIGNS = _those(mark for mark in _marks() if _is_of_a_letter(chr(mark)))
_POINTS = _those(mark for mark in _marks() if not _is_of_a_letter(chr(mark)))
# None of them is Latin: looked at first, as this class is a long one, too.
_SILENT = re.compile(f"(?![\0-\xac\xae-\u02ff])[{_POINTS}{UNSEEN}{TATWEEL}\u00ad]")
_LETTER = rf"[\w{SIGNS}]"
# Looked at first, as most of what ends a word is in it and the class of letters is a long one.
_ENDS = r"\s!-/:-@\[-`{-~"
_WORD = re.compile(rf"(?:[{UNSPACED}](?<={_LETTER}))+|(?:(?![{_ENDS}{UNSPACED}]){_LETTER})+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_DIGIT = re.compile(r"(?![0-9])\d")
_SYLLABLE = re.compile(r".\W*")  # of a run, in which all else is a sign
_FOLDED = str.maketrans(
    {
        **{letter: _latin(letter) for block in LATIN for letter in range(*block) if _latin(letter)},
        **OTHER_LETTERS,
        # Katakana as hiragana.
        **{chr(number): chr(number - 0x60) for number in range(0x30A1, 0x30F7)},
    }
)
# Times as long as it was: one letter may stand for a sentence of eighteen (U+FDFA).
MOST_LETTERS_FOR_ONE = 4
# What has blanks around it, and what has none, in a run.
_PARTS = re.compile(f"[{UNSPACED}][{UNSPACED}{_POINTS}]*|[^{UNSPACED}]+")
# A word as it stands in a text, with all marks and joiners.
RUN = re.compile(rf"(?:(?![{_ENDS}])[\w{SIGNS}{_POINTS}\u00ad])+")


def words(text: str) -> list[str]:
    """Return the words of `text` in their order, each in the form that is compared."""
    return [fold(word) for word in spelled(text)]


def spelled(text: str, language: str = "") -> list[str]:
    """Return the words of `text` in lower case as `language` spells them, for a stemmer.

    They have their accents still, but no stress marks and no vowel points.
    """
    return [word for run in runs(text, language) for word in _pairs(run)]


def runs(text: str, language: str = "") -> list[str]:
    """Return the words of `text` as `spelled` does, those without blanks between them in one."""
    small = text.translate(TURKISH.get(language, {})).translate(APOSTROPHES)
    small = without_points(plain(small).casefold())
    return _WORD.findall(_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), small))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return a word of `spelled` in the form that is compared."""
    if word.isascii():
        return word
    bare = _SILENT.sub("", unicodedata.normalize("NFKD", word)).translate(_FOLDED)
    return unicodedata.normalize("NFC", NASAL.sub("\u0902", bare))


def plain(text: str) -> str:
    """Return `text` in NFKC, cut where its letters stand for far more than a text is made of."""
    return unicodedata.normalize("NFKC", text)[: MOST_LETTERS_FOR_ONE * (len(text) + 10)]


def without_points(text: str) -> str:
    """Return `text` without accents that stand alone, stress marks, vowel points and joiners."""
    return _SILENT.sub("", unicodedata.normalize("NFC", text))


def last_letters(text: str) -> list[str]:
    """Return the last letter of each run in a script without blanks, with which no pair begins."""
    return [fold(letters(run)[-1]) for run in runs(text) if is_unspaced(run)]


def letters(run: str) -> list[str]:
    """Return the letters of a run in a script without blanks, each with its signs."""
    return _SYLLABLE.findall(run)


def parts(run: str) -> list[str]:
    """Return what `run`, a match of `RUN`, is put together from, by the kind of script."""
    return _PARTS.findall(run)


def is_unspaced(word: str) -> bool:
    """Return True if `word` begins with a letter of a script that is read in pairs."""
    return bool(_UNSPACED.match(word))


def _pairs(run: str) -> list[str]:
    if not is_unspaced(run):
        return [run]
    return ["".join(pair) for pair in pairwise(letters(run))] or [run]
