"""Indexing of all articles, after a change of the language or without an index."""

from functools import partial

from django.db import transaction

from articles.models import Article, SearchText
from newsroom import turns
from newsroom.models import Masthead


def index_all() -> int:
    """Index all public and scheduled articles; return their number."""
    articles = Article.objects.public_or_scheduled()
    anew = partial(transaction.atomic(SearchText.index), language=Masthead.current().language)
    return turns.one_by_one(articles.order_by("pk"), anew)


def is_behind() -> bool:
    """Return True if a public or scheduled article is not indexed, as before the first index."""
    return Article.objects.public_or_scheduled().filter(search_text=None).exists()
