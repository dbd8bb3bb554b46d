"""Papers that are made in bulk to be timed (benchmarks/grow.py) are as the product makes them."""

import random

import pytest
from django.utils import timezone

from articles.models import Article, Keyword, SearchText, Term
from articles.related import keywords
from benchmarks.growing import words
from benchmarks.growing.articles import Articles
from benchmarks.growing.discussions import Discussions
from comments.models import Comment, recount
from tests.archive import counts_steps

ARTICLES, COMMENTS = 40, 400


@pytest.fixture
def paper(db, monkeypatch):
    monkeypatch.setattr(words, "VOCABULARY", 6000)
    chosen = words.Words(random.Random(1))
    articles = Articles(chosen, ARTICLES, timezone.now().replace(microsecond=0))
    for step in (articles.write, articles.write_keywords, articles.write_related):
        step()
    Discussions(chosen, articles, COMMENTS).write()
    return articles


def derived() -> dict:
    threads = Comment.objects.with_thread().values_list("pk", "thread_size")
    return {
        "words": {text.pk: text.words for text in SearchText.objects.all()},
        "terms": dict(Term.objects.filter(number__gt=0).values_list("stem", "number")),
        "keywords": {
            (key, word): pytest.approx(weight)
            for key, word, weight in Keyword.objects.values_list("article", "word", "weight")
        },
        "comments": dict(Article.objects.values_list("pk", "comment_count")),
        "threads": dict(threads),
    }


@counts_steps  # the other database makes no index while it has references to check
def test_what_follows_from_articles_and_comments_is_right(paper):
    made = derived()
    for article in Article.objects.all():
        SearchText.index(article)
        keywords.learn(article)
        recount(article)
    assert derived() == made
