"""The index of keywords: each article's most telling words, with their weights."""

import math
from collections import Counter
from collections.abc import Iterator

from django.db import transaction

from articles.models import Keyword, SearchText
from articles.models.term import LONGEST
from articles.related.vocabulary import Rarity
from newsroom.models import Masthead

# The part of the squared length of an article's vector that its kept words have: the longer the
# text, the more words. Measured with benchmarks/keywords.py; docs/related.md has the figures.
TELLING = 0.99
FEWEST = 40  # words of each article that has so many
MOST = 1000  # which bounds what the longest one costs
# The weight of a word in the headline, the lead, the body.
FIELDS = {"headline": 3, "lead": 2, "body": 1}


@transaction.atomic
def learn(article):
    """Store the keywords of `article`; none for one that is not indexed."""
    Keyword.objects.filter(article=article).delete()
    if SearchText.objects.filter(article=article).exists():
        text = SearchText.prose_of(article, Masthead.current().language)
        Keyword.objects.bulk_create(
            Keyword(article=article, word=word, weight=weight)
            for word, weight in keyword_weights(text, Rarity).items()
        )


def keyword_weights(text, rarities) -> dict[str, float]:
    """Return the words of a SearchText with the greatest weights, up to `TELLING` of its length.

    `rarities(words)` returns a function from word to rarity. Weight: (1 + ln tf) × rarity,
    cosine-normalised (Salton and Buckley, 1988).
    """
    weights = all_weights(text, rarities)
    best = dict(_most_telling(weights, TELLING * sum(w**2 for w in weights.values())))
    length = math.sqrt(sum(weight**2 for weight in best.values()))
    return {word: weight / length for word, weight in best.items()}


def all_weights(text, rarities) -> dict[str, float]:
    """Return all words of a SearchText that tell anything, with their weights."""
    counted = Counter()
    for field, times in FIELDS.items():
        for word in getattr(text, field).split():
            counted[word] += times
    rarity = rarities(counted)
    weights = {
        word: (1 + math.log(number)) * rarity(word)
        for word, number in counted.items()
        if len(word) <= LONGEST
    }
    return {word: weight for word, weight in weights.items() if weight}


def _most_telling(weights, enough) -> Iterator[tuple[str, float]]:
    """Yield words and weights, the greatest first, until their squares add up to `enough`."""
    told = 0.0
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    for place, (word, weight) in enumerate(ranked):
        if told >= enough and place >= FEWEST:
            return
        told += weight**2
        yield word, weight
