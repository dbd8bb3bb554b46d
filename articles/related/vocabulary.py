"""How many texts have a word: what makes a word telling.

Kept in the transaction of the text (articles/search/indexing.py), row locks taken in one order,
so that two editors who publish at once wait for each other instead of failing.
"""

import math

from django.apps import apps
from django.db.models import F

LONGEST = 40  # characters of a word that is counted
ALL = ""  # the row that counts the texts themselves
A_LOT = 500  # rows in one statement


def recount(before: set[str], after: set[str]):
    """A text's words were `before` and are `after`; either may be empty."""
    _move((before - after) | ({ALL} if before and not after else set()), -1)
    _move((after - before) | ({ALL} if after and not before else set()), 1)


def _move(words, by):
    terms = apps.get_model("articles.Term").objects
    ordered = sorted(word for word in words if len(word) <= LONGEST)
    for start in range(0, len(ordered), A_LOT):
        lot = ordered[start : start + A_LOT]
        known = set(
            terms.filter(stem__in=lot)
            .order_by("stem")
            .select_for_update()
            .values_list("stem", flat=True)
        )
        if by > 0:
            missing = [terms.model(stem=stem, number=0) for stem in lot if stem not in known]
            terms.bulk_create(missing, ignore_conflicts=True)
        terms.filter(stem__in=lot).update(number=F("number") + by)


class Rarity:
    """How telling each of some words is: ln(texts / texts with it), to the power of 1.5.

    Inverse document frequency (Spärck Jones, 1972); the power makes rare words tell more.
    """

    def __init__(self, words):
        terms = apps.get_model("articles.Term").objects
        asked = {word for word in words if len(word) <= LONGEST} | {ALL}
        self.numbers = {}
        ordered = sorted(asked)
        for start in range(0, len(ordered), A_LOT):
            lot = ordered[start : start + A_LOT]
            self.numbers.update(terms.filter(stem__in=lot).values_list("stem", "number"))

    def __call__(self, word: str) -> float:
        return rarity(self.numbers.get(word, 0), self.numbers.get(ALL, 0))


def rarity(number: int, texts: int) -> float:
    """How telling a word is that stands in `number` of `texts` texts."""
    # A word of every text tells nothing; half a text keeps a paper of two articles going.
    return max(math.log((max(texts, 1) + 0.5) / max(number, 1)), 0) ** 1.5
