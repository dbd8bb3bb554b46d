"""Articles of ten years with labels, the index of search, keywords and related posts.

The related posts are of the same topic, but not those that the product would choose: to compare
each with each takes a hundred thousand times as long as one list.
"""

import itertools
from collections import Counter
from datetime import timedelta

from django.db import transaction

from articles import feed_ids
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Keyword,
    Related,
    SearchText,
    Term,
    Topic,
)
from articles.models.article import discussion_end
from articles.models.term import LONGEST
from articles.related import keywords, lists, vocabulary
from benchmarks.growing.rows import Rows, Without
from benchmarks.growing.words import RARE
from newsroom import html

YEARS = 10
PARAGRAPHS, LENGTH = 4, 40  # words of each
OF_A_TOPIC = 40  # words that are said in stories of a topic alone
AT_ONCE = 1_000  # articles


class Articles:
    def __init__(self, words, number: int, now):
        self.words, self.number, self.now = words, number, now
        self.chance = words.chance
        self.span = timedelta(days=365 * YEARS).total_seconds()
        self.texts = Counter()  # in how many each stem is
        self.topics_of: list[list[int]] = []  # places in `topics`, by place of the article
        self.rare = set(self.chance.sample(range(number), 3))

    def published_at(self, place: int):
        age = self.span - (self.span - 3600) * (place + 0.5) / self.number
        return self.now - timedelta(seconds=age)

    @transaction.atomic
    def write(self):
        self.write_labels()
        with Without(Article, "newest_articles", "public_stories", "articles_by_last_save"):
            for first in range(0, self.number, AT_ONCE):
                self.write_some(range(first, min(first + AT_ONCE, self.number)))
        terms = [(word, some) for word, some in self.texts.items() if len(word) <= LONGEST]
        Rows(Term, "stem", "number").write([*sorted(terms), ("", self.number)])

    def write_labels(self):
        topics, authors = max(20, self.number // 10), max(10, self.number // 100)
        name = self.words.name
        rows = Rows(Topic, "id", "name", "slug")
        rows.write((key, f"{name()} {key}", f"topic-{key}") for key in range(1, topics + 1))
        rows = Rows(Author, "id", "name", "slug")
        rows.write((key, f"{name()} {key}", f"author-{key}") for key in range(1, authors + 1))
        self.topics, self.authors = range(1, topics + 1), range(1, authors + 1)
        self.own_words = [
            self.chance.choices(self.words.all[150:], k=OF_A_TOPIC) for _topic in self.topics
        ]
        self.topic_weights = list(itertools.accumulate(1 / (key + 1) for key in self.topics))
        self.author_weights = list(itertools.accumulate(1 / (key + 4) for key in self.authors))

    def write_some(self, places):
        made = [self.story(place) for place in places]
        articles, texts = [each[0] for each in made], [each[1] for each in made]
        names = (
            *("id", "headline", "slug", "filed", "lead", "body", "teaser", "published_at"),
            *("saved_at", "feed_id", "comments_close_at"),
        )
        Rows(Article, *names).write(articles)
        Rows(SearchText, "article_id", "headline", "lead", "body").write(texts)
        for text in texts:
            self.texts.update({*" ".join(text[1:]).split()})
        author = self.chance.choices(self.authors, cum_weights=self.author_weights, k=len(places))
        Rows(Byline, "article_id", "author_id", "position").write(
            (place + 1, key, 0) for place, key in zip(places, author, strict=True)
        )
        Rows(Article.topics.through, "article_id", "topic_id").write(
            (place + 1, self.topics[at]) for place in places for at in self.topics_of[place]
        )
        Rows(Correction, "article_id", "text", "corrected_at").write(
            (place + 1, "It was otherwise.", self.published_at(place) + timedelta(hours=12))
            for place in places
            if not (place + 7) % 200
        )

    def story(self, place: int) -> tuple[tuple, tuple]:
        """Return the columns of an article and of its row of the index."""
        at_most = self.chance.choice((1, 2, 2, 3))
        weights = self.topic_weights
        topics = {*self.chance.choices(range(len(self.topics)), cum_weights=weights, k=at_most)}
        self.topics_of.append(sorted(topics))
        own = [word for topic in topics for word in self.own_words[topic]]
        paragraphs = [self.paragraph(own) for _number in range(PARAGRAPHS)]
        if place in self.rare:
            paragraphs[2][5] = RARE
        head = [*self.chance.choices(own, k=3), *self.words.some(4)]
        lead, body = self.words.some(18), [word for some in paragraphs for word in some]
        moment, slug = self.published_at(place), f"story-{place}"
        columns = (
            *(place + 1, " ".join(head).capitalize(), slug, moment.date().replace(day=1)),
            f"{' '.join(lead).capitalize()}.",
            "".join(f"<p>{' '.join(some).capitalize()}.</p>" for some in paragraphs),
            html.cut(f"{' '.join(lead).capitalize()}.", 200),
            *(moment, moment, feed_ids.new(), discussion_end(moment)),
        )
        return columns, (place + 1, *map(self.words.stemmed, (head, lead, body)))

    def paragraph(self, own) -> list[str]:
        words = [*self.words.some(LENGTH - 8), *self.chance.choices(own, k=8)]
        self.chance.shuffle(words)
        return words

    # -- what is derived from all of them

    @transaction.atomic
    def write_keywords(self):
        rarities = {
            word: vocabulary.rarity(number, self.number) for word, number in self.texts.items()
        }
        texts = SearchText.objects.order_by("pk").iterator(2000)
        weights = (
            (text.article_id, word, weight)
            for text in texts
            for word, weight in keywords.keyword_weights(
                text, lambda _: rarities.__getitem__
            ).items()
        )
        with Without(Keyword, "articles_of_a_keyword"):
            return Rows(Keyword, "article_id", "word", "weight").write(weights)

    @transaction.atomic
    def write_related(self):
        of_topic: list[list[int]] = [[] for _topic in self.topics]
        for place, topics in enumerate(self.topics_of):
            for topic in topics:
                of_topic[topic].append(place + 1)
        names = ("article_id", "other_id", "score", "is_linked", "words")
        return Rows(Related, *names).write(
            (place + 1, other, round(1 / number, 6), False, self.own_words[topics[0]][0])
            for place, topics in enumerate(self.topics_of)
            for number, other in enumerate(self.others(place + 1, of_topic[topics[0]]), 1)
        )

    def others(self, article: int, some: list[int]) -> list[int]:
        drawn = {*self.chance.choices(some, k=lists.KEPT + 2)} - {article}
        return sorted(drawn)[: lists.KEPT]
