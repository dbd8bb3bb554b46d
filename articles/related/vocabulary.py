"""The rarity of words, from the number of texts with each."""

import math

from articles.models.term import ALL, Term


class Rarity:
    """The rarity of words: ln(texts / texts with it), to the power of 1.5.

    Inverse document frequency (Spärck Jones, 1972); the power gives rare words more weight.
    """

    def __init__(self, words):
        self.numbers = Term.numbers(words)

    def __call__(self, word: str) -> float:
        return rarity(self.numbers.get(word, 0), self.numbers.get(ALL, 0))


def rarity(number: int, texts: int) -> float:
    # A word of every text tells nothing; half a text keeps a paper of two articles going.
    return max(math.log((max(texts, 1) + 0.5) / max(number, 1)), 0) ** 1.5
