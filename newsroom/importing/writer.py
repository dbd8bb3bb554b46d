"""The writer of imported records, shared by all formats.

An imported row keeps its `source`. An existing row is left as it is, so importing a file again
changes nothing. Everything passes the models, their normalisers and the sanitiser. No e-mail is
sent.

The records are read twice: first articles with topics and authors, then everything that refers to
articles, which may come earlier in the file.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from articles import dates, feed_ids
from articles.models import Article, Author, Byline, Kind, Topic
from newsroom import turns
from newsroom.importing import import_text, old_settings, report_words
from newsroom.importing.address_book import AddressBook
from newsroom.importing.discussions import Discussions
from newsroom.importing.import_text import fitting
from newsroom.importing.ledger import Ledger
from newsroom.importing.records import (
    AddressRecord,
    ArticleRecord,
    AuthorRecord,
    CommentRecord,
    LeftOut,
    Note,
    Record,
    SettingRecord,
    TopicRecord,
)
from newsroom.text import characters
from newsroom.text.cutting import shortened

DESCRIPTION = import_text.max_length_of(Article, "description")
KINDS = {Kind.STORY: report_words.POSTS, Kind.PAGE: report_words.PAGES}


class Writer:
    """The import's state; `moved_in` holds the primary keys of the new articles."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.places = AddressBook(ledger)
        self.discussions = Discussions(ledger, self.places)
        self.authors: dict[str, Author] = {}
        self.topics: dict[str, Topic] = {}
        self.moved_in: set[int] = set()
        self.turns = turns.Turns(self.settle)

    def write_articles(self, records: Iterable[Record]):
        """Write settings, authors, topics and articles, and collect notes."""
        for record in records:
            match record:
                case SettingRecord():
                    old_settings.take_over(record, self.ledger)
                case AuthorRecord():
                    self._author(record)
                case TopicRecord():
                    self._topic(record)
                case ArticleRecord():
                    self._article(record)
                case Note():
                    self.ledger.notes[record.words] += 1
            self.turns.may_end()

    def write_the_rest(self, records: Iterable[Record]):
        """Write comments and old addresses, and count the omissions."""
        for record in records:
            match record:
                case CommentRecord():
                    self.discussions.add(record)
                case AddressRecord():
                    self.places.remember_elsewhere(record)
                case LeftOut():
                    self.ledger.leave_out(record.kind, record.reason)
            self.turns.may_end()
        for _stored in self.discussions.store_orphans():
            self.turns.may_end()
        self.places.close()

    def settle(self):
        """Flush what is queued and check the ledger, before the transaction may end."""
        self.discussions.recount()
        self.places.store()
        self.ledger.check()

    def _author(self, record: AuthorRecord):
        name = fitting(record.name, Author, "name", self.ledger)
        author = Author.objects.filter(name=name).first()
        self.ledger.count(report_words.AUTHORS, is_new=author is None)
        if author is None:
            author = Author(name=name)
            author.save()
        self.authors[record.key] = author
        self.places.put(record.key, author)
        self.places.remember(record.addresses, author)

    def _topic(self, record: TopicRecord):
        topic = self._known_topic(record)
        self.ledger.count(report_words.TOPICS, is_new=topic is None)
        if topic is None:
            topic = Topic(
                name=fitting(record.name, Topic, "name", self.ledger),
                slug=import_text.as_slug(record.slug, Topic),
                description=record.description,
            )
            topic.save()
        self.topics[record.key] = topic
        self.places.put(record.key, topic)
        self.places.remember(record.addresses, topic)

    def _known_topic(self, record: TopicRecord) -> Topic | None:
        if slug := import_text.as_slug(record.slug, Topic):
            return Topic.objects.filter(slug=slug).first()
        return Topic.objects.filter(name__iexact=characters.line(record.name)).first()

    def _article(self, record: ArticleRecord):
        kind = KINDS[record.kind]
        if self.places.is_repeated(record.source):
            self.ledger.leave_out(kind, report_words.DOUBLED)
            return
        is_new = not self.places.has(record.source)
        if record.source in self.places.in_trash:
            self.ledger.notes[
                _("An article is in the trash: it was left there, not imported.")
            ] += 1
        self.ledger.count(kind, is_new=is_new)
        if is_new:
            article = self._new_article(record)
            self.moved_in.add(article.pk)
            self.places.put(record.source, article)
            self.places.remember(record.addresses, article)
        else:
            self.places.complete(record.addresses, record.source)
        for picture in record.pictures:
            self.places.also(picture, record.source)

    def _new_article(self, record: ArticleRecord) -> Article:
        if record.published_at and not dates.is_possible(record.published_at):
            self.ledger.notes[_("Its date cannot be right: moved in as a draft.")] += 1
            record = replace(record, published_at=None, filed=None)
        article = Article(
            source=record.source,
            kind=record.kind,
            headline=fitting(record.headline, Article, "headline", self.ledger),
            slug=import_text.as_slug(record.slug, Article),
            filed=record.filed,
            lead=characters.text(record.lead),
            description=shortened(characters.line(record.description), DESCRIPTION),
            body=characters.text(record.body),
            published_at=record.published_at,
            comment_policy=record.comment_policy,
            feed_id=_free_feed_id(record.feed_id),
        )
        article.take_free_slug()
        article.save()
        article.topics.set(self.topics[key] for key in record.topics)
        for position, key in enumerate(record.authors):
            # Two logins may have the same name.
            Byline.objects.get_or_create(
                article=article, author=self.authors[key], defaults={"position": position}
            )
        return article


def _free_feed_id(id_of_source: str) -> str | None:
    """Return the id that readers of the old feeds know; None if it is no id, or taken."""
    kept = feed_ids.kept(id_of_source)
    return None if not kept or Article.objects.filter(feed_id=kept).exists() else kept
