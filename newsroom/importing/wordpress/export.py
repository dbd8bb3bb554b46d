"""The parts of a WXR file, one by one, as records."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from newsroom.importing.records import Record, SettingRecord
from newsroom.importing.wordpress import articles, comments, others
from newsroom.importing.wordpress.authors import Authors
from newsroom.importing.wordpress.blog import Blog, mail_date
from newsroom.importing.wordpress.item import Item
from newsroom.importing.wordpress.terms import Terms


class Export:
    """The state shared between parts: the blog, logins, terms, but not the items."""

    def __init__(self) -> None:
        self.blog = Blog()
        self.authors = Authors(self.blog)
        self.terms = Terms(self.blog)
        self.fingerprints: dict[str, str] = {}  # of items, by source
        self.items = 0

    def records(self, part: Element) -> Iterator[Record]:
        words = "".join(part.itertext()).strip()
        match part.tag:
            case "title":
                self.blog.title = words
                yield from setting("name", words)
            case "description":
                yield from setting("tagline", words)
            case "language":
                yield from setting("language", words)
            case "link" | "wp:base_blog_url":
                self.blog.address = words or self.blog.address
            case "pubDate":
                self.blog.written_at = mail_date(words)
            case "wp:author":
                yield from self.authors.declared(part)
            case "wp:category" | "wp:tag" | "wp:term":
                yield from self.terms.declared(part)
            case "item":
                self.items += 1
                yield from self._item(
                    self._with_unique_source(Item.read(part, self.blog, self.items)), part
                )

    def _with_unique_source(self, item: Item) -> Item:
        """Return the item, its source extended if another item has it (in hand-made files)."""
        first = self.fingerprints.setdefault(item.source, item.fingerprint)
        if first == item.fingerprint:
            return item
        return replace(item, source=f"{item.source}-{item.fingerprint}")

    def _item(self, item: Item, part: Element) -> Iterator[Record]:
        if not item.is_article:
            if item.is_public:
                yield from self.terms.undeclared(item)
            yield from others.left_out(item, self.terms)
        else:
            yield from self.authors.undeclared(item)
            yield from self.terms.undeclared(item)
            record = articles.record(item, self.blog)
            yield from articles.notes(item, record)
            yield replace(record, authors=self.authors.keys(item), topics=self.terms.keys(item))
            yield from articles.weak_addresses(item, record)
        yield from comments.records(part, item, self.blog)


def setting(field: str, value: str) -> Iterator[Record]:
    if value:
        yield SettingRecord(field, value)
