from io import StringIO

from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.html import escape

from articles.feeds.steady import (
    NAMESPACES,
    Steady,
    add_explanation,
    add_picture,
    looks_like_html,
)

# In numbers, which the RSS profile found to be understood by most (rssboard.org/rss-profile).
IN_NUMBERS = (("&amp;", "&#x26;"), ("&lt;", "&#x3C;"))


class FullRSS(Steady, Rss201rev2Feed):
    """An RSS 2.0 feed; programs take its texts for HTML, so plain text is escaped for that."""

    def write(self, outfile, encoding):
        written = StringIO()
        super().write(written, encoding)
        text = written.getvalue()
        for name, number in IN_NUMBERS:
            text = text.replace(name, number)
        outfile.write(text)

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            **NAMESPACES,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler):
        self.feed |= {name: _text(self.feed[name]) for name in ("title", "description")}
        add_explanation(handler, self.feed)
        super().add_root_elements(handler)
        handler.startElement("image", {})
        for name, field in (("url", "icon"), ("title", "title"), ("link", "link")):
            handler.addQuickElement(name, self.feed[field])
        handler.endElement("image")
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        texts = {
            "title": _text(item["title"]),
            "description": escape(item["description"]) or None,
            "categories": [_text(category) for category in item["categories"]],
        }
        super().add_item_elements(handler, item | texts)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        add_picture(handler, item["picture"])


def _text(words: str) -> str:
    """Return the plain text of a title, escaped only where it looks like HTML."""
    return str(escape(words)) if looks_like_html(words) else words
