"""The language of a text, precise enough to filter a queue and to set type by.

Arabic and Russian are recognised by their script and the letters of related languages that they
lack, the others by frequent short words. A very short text has no language. The libraries for this
support a hundred languages in as many megabytes.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+")
MOST_READ = 2000  # characters, the first ones
FEWEST = 2  # words of a language, before a text is of it
SCRIPTS = {
    # language: its letters, and letters that it does not have but another of its script
    "ar": (re.compile("[\u0620-\u064a]"), re.compile("[پچژگکیےۀۆۇېەڭ]")),
    "ru": (re.compile("[а-яё]"), re.compile("[іїєґўјљњћђџѓќөүұқңғәһ]")),
}
SHORT_WORDS = {
    "en": """the and is are was were not you of to that it for with this have has they what but be
        by from she his her my we our your who there would will can so if about when""",
    "de": """der die und das ist nicht ich sie wir ein eine einen den dem mit auf für auch zu aber
        wie war haben hat von dass im sich noch nur schon kein keine oder wenn mir mich bei""",
    "es": """el los las y no yo una por para con su pero del se lo como está más muy este esta esto
        hay ser son nos mi ya cuando todo sin porque fue han""",
    "fr": """le les et est pas je vous nous une des pour dans qui ce avec sur il mais du au aux été
        cette sont elle ils ne plus tout mon votre notre être fait""",
}
LANGUAGES_OF = {
    word: [language for language, words in SHORT_WORDS.items() if word in words.split()]
    for word in " ".join(SHORT_WORDS.values()).split()
}
KNOWN = (*SCRIPTS, *SHORT_WORDS)
# Scripts whose languages are not told apart here, though their lines are set otherwise than ours:
# letters, and the tag (BCP 47) of an undetermined language in that script.
OTHER_SCRIPTS = {
    "und-Arab": re.compile("[\u0620-\u06ff]"),
    "und-Hebr": re.compile("[\u05d0-\u05ea]"),
    "und-Deva": re.compile("[\u0904-\u0939\u0958-\u0961]"),
    "und-Thai": re.compile("[\u0e01-\u0e30]"),
}
RIGHT_TO_LEFT = {"R", "AL"}  # classes of the Unicode Bidirectional Algorithm (UAX 9)


def language_of(text: str) -> str:
    """Return the language code (BCP 47) of `text`; "" if it is not clear."""
    read = text[:MOST_READ].casefold()
    return _by_script(read) or _by_short_words(read)


@lru_cache(maxsize=4096)
def tag_of(text: str) -> str:
    """Return the language tag (BCP 47) for type: as `language_of`, or by the script alone."""
    return language_of(text) or _by_other_script(text[:MOST_READ])


def _by_other_script(text) -> str:
    letters = sum(map(str.isalpha, text))
    for tag, script in OTHER_SCRIPTS.items():
        if len(script.findall(text)) > letters / 2:
            return tag
    return ""


def runs_both_ways(text: str, right_to_left: bool) -> bool:
    """Return True if `text` has letters that run against the direction of the text around it."""
    against = {"L"} if right_to_left else RIGHT_TO_LEFT
    return any(unicodedata.bidirectional(character) in against for character in text)


def _by_script(text) -> str:
    letters = sum(map(str.isalpha, text))
    for language, (own, foreign) in SCRIPTS.items():
        if len(own.findall(text)) > letters / 2:
            return "" if foreign.search(text) else language
    return ""


def _by_short_words(text) -> str:
    counts = dict.fromkeys(SHORT_WORDS, 0)
    for word in WORD.findall(text):
        for language in LANGUAGES_OF.get(word, ()):
            counts[language] += 1
    second, first = sorted(counts, key=counts.__getitem__)[-2:]
    return first if counts[first] >= FEWEST and counts[first] > counts[second] else ""
