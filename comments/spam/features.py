"""Features of a comment: words, pairs of words, links, and style.

A feature is a short string: `word casino`, `site example.com`, `links 3`. Repetitions do not count,
so nobody can inflate a score.
"""

import itertools
import re
from collections import Counter

from newsroom.text.no_words import without_addresses
from newsroom.text.words import plain, words

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
SITE = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w+")
REPEATED = re.compile(r"(\S)\1{4,}")
MONEY = re.compile(r"[$€£¥₽]\s?\d|\d\s?[$€£¥₽]")
# Kinds with a total of their own; all others are counted per comment.
COUNTED_BY_THEMSELVES = ("word", "pair", "name")
ALL_COMMENTS = "all comments"
MOST_LINKS = 3
LONG = 600  # characters
SHORT = 25
MOST_WORDS = 400  # the first ones; nobody reads further to know spam
LONGEST_WORD = 40  # letters; longer ones say nothing but that they are long


def of(text: str, name: str = "") -> set[str]:
    shown = plain(text)
    links = LINK.findall(shown)
    read = _words(LINK.sub(" ", shown))[:MOST_WORDS]
    return {
        *(f"word {word}" for word in read),
        *(f"pair {first} {second}" for first, second in itertools.pairwise(read)),
        *(f"site {_site(link)}" for link in links),
        *(f"name {word}" for word in _words(name)),
        f"links {min(len(links), MOST_LINKS)}",
        *_manner(shown, read),
    }


def of_comment(comment) -> set[str]:
    return of(comment.text, comment.name).union(comment.spam_signs)


def total_of(feature: str) -> str:
    kind = feature.partition(" ")[0]
    return f"all {kind}" if kind in COUNTED_BY_THEMSELVES else ALL_COMMENTS


def counted(features: set[str]) -> Counter[str]:
    """Return the counters of a comment with these `features`, totals included."""
    totals = Counter(map(total_of, features))
    totals[ALL_COMMENTS] = 1
    return Counter(features) + totals


def _words(text: str) -> list[str]:
    """Return the words of `text` as search has them; pieces of addresses and numbers are none."""
    read = words(without_addresses(text))
    return [word for word in read if len(word) <= LONGEST_WORD and not word.isdigit()]


def _site(link: str) -> str:
    match = SITE.match(link)
    return match[1].casefold().rstrip(".")[:100] if match else ""


def _manner(text, read):
    """Return the features of its style."""
    letters = list(filter(str.isalpha, text))
    capitals = sum(map(str.isupper, letters))
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
    if len(read) > 10 and len(set(read)) < len(read) / 2:
        yield "manner same words"
