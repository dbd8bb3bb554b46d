"""The index of keywords: each article's most telling words, with their weights."""

import math
from collections import Counter

from django.db import transaction

from articles.models import Keyword, SearchText
from articles.models.term import LONGEST
from articles.related.vocabulary import Rarity
from newsroom.models import Masthead

KEPT = 40  # words of each article
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
    """Return the `KEPT` words of a SearchText with the greatest weights.

    `rarities(words)` returns a function from word to rarity. Weight: (1 + ln tf) × rarity,
    cosine-normalised (Salton and Buckley, 1988).
    """
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
    best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    length = math.sqrt(sum(weight**2 for _word, weight in best))
    return {word: weight / length for word, weight in best if weight}
