"""The similarity of articles, from an index of words instead of all pairs.

score = the cosine of their keywords
      + TOPICS × the cosine of their topics
      + NAMED × the part of the other's headline that is in the text (its words, and in a row)
      + NEAR × e^(−days between them / FADING)
      + LINKED, if one links to the other
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from articles.models import Article, Keyword, SearchText
from articles.related.links import linked
from articles.related.vocabulary import Rarity

# Round figures: the keywords count most, the rest decides between equals.
TOPICS = 0.1
NAMED = 0.2
NEAR = 0.02
LINKED = 1.0
FADING = 180  # days

READ = 2000  # rows of the index at most, for one article
OF_TOPICS = 100  # newest stories of its topics
WEIGHED = 200  # candidates at most
A_DAY = 24 * 3600  # seconds


@dataclass
class Neighbour:
    """Another article, with its score and the reasons."""

    article_id: int
    score: float = 0.0
    is_linked: bool = False
    words: list[str] = field(default_factory=list)  # stems that both have, the best first


def nearest(article, most: int) -> list[Neighbour]:
    """Return at most `most` public or scheduled articles by score, then by date."""
    keywords = dict(article.keywords.values_list("word", "weight"))
    links = linked(article) | set(
        article.related_from.filter(is_linked=True).values_list("article", flat=True)
    )
    candidates = _candidates(article, keywords, links)
    rows = _stories(article).filter(pk__in=candidates).values_list("pk", "published_at")
    moments = dict(rows)
    shared = _shared_words(keywords, moments)
    topics, named = _topics(article, moments), _named(article, moments)
    neighbours = []
    for pk, moment in moments.items():
        words = sorted(shared[pk].items(), key=lambda pair: (-pair[1], pair[0]))
        days = abs((article.published_at - moment).total_seconds()) / A_DAY
        score = sum(product for _word, product in words)
        score += TOPICS * topics[pk] + NAMED * named[pk] + LINKED * (pk in links)
        if score > 0:
            score += NEAR * math.exp(-days / FADING)
            neighbours.append(Neighbour(pk, score, pk in links, [word for word, _product in words]))
    neighbours.sort(
        key=lambda item: (item.score, moments[item.article_id], item.article_id), reverse=True
    )
    return neighbours[:most]


def _stories(article):
    return Article.objects.public_or_scheduled().stories().exclude(pk=article.pk)


def _candidates(article, keywords, links) -> set[int]:
    """Return the ids to compare: of shared rare words, of the newest in its topics, of links."""
    scores: Counter[int] = Counter()
    rows = Keyword.objects.filter(word__in=_affordable(keywords))
    for pk, word, weight in rows.values_list("article", "word", "weight"):
        scores[pk] += weight * keywords[word]
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:WEIGHED]
    in_topics = Article.topics.through.objects.filter(topic__in=list(article.topics.all()))
    same_topics = _stories(article).found_by(in_topics).newest_first()
    return {*best, *same_topics.values_list("pk", flat=True)[:OF_TOPICS], *links}


def _affordable(keywords) -> list[str]:
    """Return its most telling words that together have at most `READ` rows in the index."""
    rarity, left, chosen = Rarity(keywords), READ, []
    for word in sorted(keywords, key=lambda word: (-keywords[word], word)):
        if rarity.numbers.get(word, 0) <= left:
            left -= rarity.numbers.get(word, 0)
            chosen.append(word)
    return chosen


def _shared_words(keywords, candidates) -> dict[int, dict[str, float]]:
    """Return, for each candidate, the shared words with the products of their weights."""
    rows = Keyword.objects.filter(article__in=list(candidates), word__in=list(keywords))
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    for pk, word, weight in rows.values_list("article", "word", "weight"):
        shared[pk][word] = weight * keywords[word]
    return shared


def _topics(article, candidates) -> dict[int, float]:
    """Return, for each candidate, the cosine of the two sets of topics."""
    own = {topic.pk for topic in article.topics.all()}
    theirs = defaultdict(set)
    through = Article.topics.through.objects.filter(article__in=list(candidates))
    for pk, topic in through.values_list("article", "topic"):
        theirs[pk].add(topic)
    return {
        pk: len(own & theirs[pk]) / math.sqrt(len(own) * len(theirs[pk]))
        if theirs[pk] and own
        else 0.0
        for pk in candidates
    }


def _named(article, candidates) -> dict[int, float]:
    """Return, for each candidate, the part of its headline that is in the text of `article`."""
    texts = SearchText.objects
    own = texts.filter(article=article).first()
    if not own:
        return defaultdict(float)
    fields = [text.split() for text in (own.headline, own.lead, own.body)]
    words = {word for text in fields for word in text}
    rows = {pair for text in fields for pair in pairwise(text)}
    headlines = {
        pk: headline.split()
        for pk, headline in texts.filter(article__in=list(candidates)).values_list(
            "article", "headline"
        )
    }
    rarity = Rarity({word for headline in headlines.values() for word in headline})
    return {
        pk: (
            _words_in(words, headlines.get(pk, []), rarity) + _rows_in(rows, headlines.get(pk, []))
        )
        / 2
        for pk in candidates
    }


def _words_in(words, headline, rarity) -> float:
    whole = sum(rarity(word) for word in set(headline))
    return sum(rarity(word) for word in set(headline) & words) / whole if whole else 0.0


def _rows_in(rows, headline) -> float:
    pairs = set(pairwise(headline))
    return len(pairs & rows) / len(pairs) if pairs else 0.0
