"""Making findable again what is not, or in another language."""

from functools import partial

from django.db import transaction

from articles.models import Article, SearchText
from newsroom import turns
from newsroom.models import Masthead


def index_all() -> int:
    """Index anew all that is public or scheduled; return how many articles that is."""
    articles = Article.objects.public_or_scheduled()
    anew = partial(transaction.atomic(SearchText.index), language=Masthead.current().language)
    return turns.one_by_one(articles.order_by("pk"), anew)


def is_behind() -> bool:
    """Return whether one that is public or scheduled is not indexed: it came before the index."""
    return Article.objects.public_or_scheduled().filter(search_text=None).exists()
