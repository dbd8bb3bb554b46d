"""What a comment is recognised by: words, pairs of words, links, and how it is written.

Each feature is a short string that says what it is: `word casino`, `site example.com`,
`links 3`. A feature is there or not; how often does not matter, so nobody can shout a
comment up or down.
"""

import itertools
import re
import unicodedata
from collections import Counter

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
SITE = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w'’]*", re.UNICODE)
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w+")
REPEATED = re.compile(r"(\S)\1{4,}")
MONEY = re.compile(r"[$€£¥₽]\s?\d|\d\s?[$€£¥₽]")
# Counted among their like; all others by the comment.
COUNTED_BY_THEMSELVES = ("word", "pair", "site", "name")
ALL_COMMENTS = "all comments"
MOST_LINKS = 3
LONG = 600  # characters
SHORT = 25
MOST_WORDS = 400  # the first ones; nobody reads further to know spam
LONGEST_WORD = 40  # letters; longer ones say nothing but that they are long


def of(text: str, name: str = "") -> set[str]:
    """The features of `text`, written by somebody who is called `name`."""
    plain = unicodedata.normalize("NFKC", text)
    links = LINK.findall(plain)
    found = (word.casefold() for word in WORD.findall(LINK.sub(" ", plain)))
    words = [word for word in found if len(word) <= LONGEST_WORD][:MOST_WORDS]
    return {
        *(f"word {word}" for word in words),
        *(f"pair {one} {other}" for one, other in itertools.pairwise(words)),
        *(f"site {_site(link)}" for link in links),
        *(f"name {word.casefold()[:LONGEST_WORD]}" for word in WORD.findall(name)),
        f"links {min(len(links), MOST_LINKS)}",
        *_manner(plain, words),
    }


def of_comment(comment) -> set[str]:
    """The features of a comment: of its words, and what was noticed when it came (signs.py)."""
    return of(comment.text, comment.name).union(comment.spam_signs)


def total_of(feature: str) -> str:
    """The name under which all features like `feature` are counted together."""
    kind = feature.partition(" ")[0]
    return f"all {kind}" if kind in COUNTED_BY_THEMSELVES else ALL_COMMENTS


def counted(features: set[str]) -> Counter[str]:
    """What one comment with these `features` adds to the counts, totals and all."""
    totals = Counter(map(total_of, features))
    totals[ALL_COMMENTS] = 1
    return Counter(features) + totals


def _site(link: str) -> str:
    found = SITE.match(link)
    return found[1].casefold().rstrip(".")[:100] if found else ""


def _manner(text, words):
    """How it is written, whatever it says."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 15 and capitals > len(letters) / 2:
        yield "manner capitals"
    if len(text) < SHORT:
        yield "manner short"
    if len(text) > LONG:
        yield "manner long"
    if text.count("!") > 2:
        yield "manner exclamations"
    if REPEATED.search(text):
        yield "manner repeated"
    if MONEY.search(text):
        yield "manner money"
    if ADDRESS.search(text):
        yield "manner address"
    if len(words) > 10 and len(set(words)) < len(words) / 2:
        yield "manner same words"
