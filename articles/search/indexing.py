"""What of an article can be found."""

from functools import partial

from django.apps import apps
from django.db import transaction

from articles.related import vocabulary
from articles.stems import stems
from newsroom import html, turns
from newsroom.models import Masthead

MOST_WORDS = 20_000  # of one text; PostgreSQL's vectors end at a megabyte


def index(article, language=None):
    """Make `article` findable by the words it has now; what will never be public is not."""
    if not (article.is_public or article.is_scheduled):
        forget(article)
        return
    language = language or Masthead.current().language
    stemmed, before = _stemmed(article, language), _texts().filter(article=article).first()
    vocabulary.recount(_words(before), {word for text in stemmed.values() for word in text.split()})
    _texts().update_or_create(article=article, defaults=stemmed)


def forget(article):
    for text in _texts().filter(article=article):
        vocabulary.recount(_words(text), set())
        text.delete()


def _words(text) -> set[str]:
    return set(f"{text.headline} {text.lead} {text.body}".split()) if text else set()


def index_all() -> int:
    """Index anew all that is public or scheduled; return how many articles that is."""
    articles = apps.get_model("articles.Article").objects.public_or_scheduled()
    anew = partial(transaction.atomic(index), language=Masthead.current().language)
    return turns.one_by_one(articles.order_by("pk"), anew)


def is_behind() -> bool:
    """Whether one that is public or scheduled is not indexed: it came before there was an index."""
    articles = apps.get_model("articles.Article").objects
    return articles.public_or_scheduled().filter(search_text=None).exists()


def _stemmed(article, language) -> dict[str, str]:
    texts = {
        "headline": f"{article.kicker} {article.headline}",
        "lead": article.lead,
        "body": html.plain(article.body),
    }
    return {name: " ".join(stems(text, language)[:MOST_WORDS]) for name, text in texts.items()}


def _texts():
    return apps.get_model("articles.SearchText").objects
