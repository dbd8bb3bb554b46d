"""Categories and tags as topics, joined by their slugs."""

from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from articles.slugs import slug_of
from newsroom.importing import import_text, report_words
from newsroom.importing.records import LeftOut, Record, TopicRecord
from newsroom.importing.wordpress.blog import Blog
from newsroom.importing.wordpress.item import Category, Item
from newsroom.importing.xml import text_of

TAXONOMIES = {"category": "category", "post_tag": "post_tag", "tag": "post_tag", "": "category"}
UNSORTED = ("category", "uncategorized")  # what WordPress files an item under if nobody does


class Terms:
    def __init__(self, blog: Blog):
        self.blog = blog
        self.known: set[str] = set()
        self.parents: dict[str, str] = {}  # of categories, by nicename
        self.by_number: dict[str, str] = {}

    def declared(self, part: Element) -> Iterator[Record]:
        taxonomy = {"wp:category": "category", "wp:tag": "post_tag"}.get(part.tag) or text_of(
            part, "wp:term_taxonomy"
        )
        if taxonomy not in TAXONOMIES:
            yield LeftOut(
                _("other terms (%s)") % (taxonomy or "?"), _("there is nothing like it here")
            )
            return
        tags = ("wp:category_nicename", "wp:tag_slug", "wp:term_slug")
        nicename = next(filter(None, (unquote(text_of(part, tag)) for tag in tags)), "")
        tags = ("wp:cat_name", "wp:tag_name", "wp:term_name")
        name = next(filter(None, (text_of(part, tag) for tag in tags)), "")
        tags = ("wp:category_description", "wp:tag_description", "wp:term_description")
        description = next(filter(None, (text_of(part, tag) for tag in tags)), "")
        number = text_of(part, "wp:term_id")
        term = Category(TAXONOMIES[taxonomy], nicename or slug_of(name), name)
        parent = text_of(part, "wp:category_parent") or text_of(part, "wp:term_parent")
        if parent and term.domain == "category":
            self.parents[term.nicename] = unquote(parent)
        if number:
            self.by_number[number] = key_of(term)
        yield from self._topic(term, description, number)

    def undeclared(self, item: Item) -> Iterator[Record]:
        for term in _terms(item):
            yield from self._topic(term)

    def keys(self, item: Item) -> tuple[str, ...]:
        terms = (term for term in _terms(item) if (term.domain, term.nicename) != UNSORTED)
        return tuple(dict.fromkeys(map(key_of, terms)))

    def _topic(self, term: Category, description="", number="") -> Iterator[Record]:
        if key_of(term) in self.known:
            return
        self.known.add(key_of(term))
        if (term.domain, term.nicename) == UNSORTED:
            yield LeftOut(report_words.TOPICS, _("it only says that nobody filed the item"))
            return
        yield TopicRecord(
            key=key_of(term),
            name=import_text.line(term.name) or term.nicename,
            slug=term.nicename,
            description=import_text.line(description),
            addresses=tuple(self._addresses(term, number)),
        )

    def _addresses(self, term: Category, number: str) -> Iterator[str]:
        base = self.blog.base
        if term.domain == "category":
            for path in {"/".join(self._line_of(term.nicename)), term.nicename}:
                yield f"{base}/category/{path}/"
                yield f"{base}/category/{path}/feed/"
            if number:
                yield f"{base}/?cat={number}"
        else:
            yield f"{base}/tag/{term.nicename}/"
            yield f"{base}/tag/{term.nicename}/feed/"
            yield f"{base}/?tag={term.nicename}"

    def _line_of(self, nicename: str) -> list[str]:
        """Return `nicename` with its parent categories; a cycle is walked once."""
        line = [nicename]
        while (parent := self.parents.get(line[0])) and parent not in line:
            line.insert(0, parent)
        return line


def key_of(term: Category) -> str:
    return f"{term.domain}:{term.nicename}"


def _terms(item: Item) -> list[Category]:
    """Return the distinct categories and tags of `item`.

    WXR 1.0 wrote each of them twice, once without domain and nicename.
    """
    terms = [
        Category(TAXONOMIES[category.domain], category.nicename, category.name)
        for category in item.categories
        if category.domain in TAXONOMIES and (category.nicename or category.name)
    ]
    named = {term.name for term in terms if term.nicename}
    terms = [
        term if term.nicename else Category(term.domain, slug_of(term.name), term.name)
        for term in terms
        if term.nicename or term.name not in named
    ]
    return list(dict.fromkeys(term for term in terms if term.nicename))
