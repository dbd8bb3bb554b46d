"""The table of the full-text index."""

from django.db import models

from articles.models.term import Term
from articles.stems import indexed, stems
from newsroom import html
from newsroom.site.masthead import Masthead
from newsroom.text.no_words import without_addresses

MOST_WORDS = 20_000  # of one text; PostgreSQL's vectors end at a megabyte


class SearchText(models.Model):
    """The stemmed text of a dated article, as both databases index it.

    PostgreSQL adds a generated vector, SQLite an FTS5 table filled by triggers (see the migration
    that made them); both are updated in the transaction of the row.
    """

    is_bookkeeping = True

    article = models.OneToOneField(
        "Article", models.CASCADE, primary_key=True, related_name="search_text"
    )
    headline = models.TextField()
    lead = models.TextField()
    body = models.TextField()

    def __str__(self):
        return self.headline

    @classmethod
    def index(cls, article, language=None):
        """Update the index of `article`; drafts are not indexed."""
        if not (article.is_public or article.is_scheduled):
            cls.forget(article)
            return
        language = language or Masthead.current().language
        stemmed, before = _stemmed(article, language), cls.objects.filter(article=article).first()
        after = {word for text in stemmed.values() for word in text.split()}
        Term.recount(before.words if before else set(), after)
        cls.objects.update_or_create(article=article, defaults=stemmed)

    @classmethod
    def forget(cls, article):
        for text in cls.objects.filter(article=article):
            Term.recount(text.words, set())
            text.delete()

    @classmethod
    def prose_of(cls, article, language) -> "SearchText":
        """Return the words of `article` that tell its subject: no addresses, no single letters."""
        return cls(
            article=article,
            **{
                name: " ".join(
                    word for word in stems(without_addresses(text), language) if word[1:]
                )
                for name, text in _texts(article).items()
            },
        )

    @property
    def words(self) -> set[str]:
        return set(f"{self.headline} {self.lead} {self.body}".split())


def _texts(article) -> dict[str, str]:
    return {
        "headline": f"{article.kicker} {article.headline}",
        "lead": article.lead,
        "body": html.plain(article.body),
    }


def _stemmed(article, language) -> dict[str, str]:
    return {
        name: " ".join(indexed(text, language)[:MOST_WORDS])
        for name, text in _texts(article).items()
    }
