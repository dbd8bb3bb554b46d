"""Made-up words, of which a few are said often and most hardly ever (Zipf's law)."""

import itertools
import random

from articles.stems import stem

VOCABULARY = 20_000
RARE = "zzyxqua"  # in three articles of a paper of any size
CONSONANTS, VOWELS, ENDS = "bcdfgklmnprstvz", "aeiou", ("", "n", "r", "k", "m")
SYLLABLES = (2, 3, 3, 4)


class Words:
    """Words that are their own stems' only words, so that a text's stems are looked up."""

    def __init__(self, chance: random.Random):
        self.chance, self.stems = chance, {RARE: stem(RARE, "en")}
        known, self.all = {self.stems[RARE]}, []
        while len(self.all) < VOCABULARY:
            syllables = range(chance.choice(SYLLABLES))
            word = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in syllables)
            word += chance.choice(ENDS)
            base = stem(word, "en")
            if base not in known:
                known.add(base)
                self.stems[word] = base
                self.all.append(word)
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def some(self, number: int) -> list[str]:
        return self.chance.choices(self.all, cum_weights=self.weights, k=number)

    def stemmed(self, words) -> str:
        return " ".join(map(self.stems.__getitem__, words))

    def name(self) -> str:
        first, last = self.chance.choice(self.all[100:2100]), self.chance.choice(self.all[4000:])
        return f"{first.capitalize()} {last.capitalize()}"
