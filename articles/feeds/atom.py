from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.steady import (
    NAMESPACES,
    Steady,
    add_explanation,
    add_picture,
    looks_like_html,
)


class FullAtom(Steady, Atom1Feed):
    """An Atom feed (RFC 4287) that names the type of each text, and all authors."""

    def write(self, outfile, encoding):
        """Write it as Django does, but with its stylesheet, which Django writes for RSS only."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self):
        return {**super().root_attributes(), **NAMESPACES}

    def add_root_elements(self, handler):
        feed = self.feed
        add_explanation(handler, feed)
        _add_text(handler, "title", feed["title"])
        if feed["subtitle"]:
            _add_text(handler, "subtitle", feed["subtitle"])
        handler.addQuickElement("id", feed["id"])
        handler.addQuickElement("updated", rfc3339_date(self.latest_post_date()))
        _add_link(handler, "alternate", feed["link"])
        _add_link(handler, "self", feed["feed_url"])
        if feed["hub"]:
            _add_link(handler, "hub", feed["hub"])
        _add_author(handler, {"name": feed["author_name"], "url": feed["author_link"]})
        handler.addQuickElement("icon", feed["icon"])

    def add_item_elements(self, handler, item):
        _add_text(handler, "title", item["title"])
        handler.addQuickElement("id", item["unique_id"])
        _add_link(handler, "alternate", item["link"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        for author in item["authors"]:
            _add_author(handler, author)
        for category in item["categories"]:
            handler.addQuickElement("category", "", {"term": category})
        if item["description"]:
            _add_html(handler, "summary", escape(item["description"]))
        # An entry without any words is one that programs refuse.
        _add_html(handler, "content", item["content"] or escape(item["title"]))
        add_picture(handler, item["picture"])


def _add_text(handler, name, words):
    """Write plain text; as HTML where it looks like it, for many programs do not ask its type."""
    if looks_like_html(words):
        _add_html(handler, name, escape(words))
    else:
        handler.addQuickElement(name, words)


def _add_html(handler, name, stored):
    """Write HTML, which the XML escapes once more (RFC 4287, 3.1.1.2)."""
    handler.addQuickElement(name, stored, {"type": "html"})


def _add_link(handler, relation, address):
    handler.addQuickElement("link", "", {"rel": relation, "href": address})


def _add_author(handler, author):
    handler.startElement("author", {})
    handler.addQuickElement("name", author["name"])
    if "url" in author:
        handler.addQuickElement("uri", author["url"])
    handler.endElement("author")
