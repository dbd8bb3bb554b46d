"""Atom, RSS and JSON Feed, each with the whole text of an item.

Each names its hub, if there is one (W3C WebSub). Atom: RFC 4287. RSS 2.0 with
`content:encoded` of the RSS content module. JSON Feed: https://www.jsonfeed.org/version/1.1/.
"""

import json

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed


class Steady:
    """A feed dated by its newest item, or else by its place.

    Django's date is now, which changes an empty feed at each request.
    """

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["since"]


class FullAtom(Steady, Atom1Feed):
    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class FullRSS(Steady, Rss201rev2Feed):
    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class JSONFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        outfile.write(json.dumps(self.as_data(), ensure_ascii=False, indent=1))

    def as_data(self) -> dict:
        hub = self.feed["hub"]
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["subtitle"] or "",
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
            **self.next_page(),
            **_extensions(self.feed),
            "items": [self.item(item) for item in self.items],
        }

    def next_page(self) -> dict:
        before = self.feed.get("before")
        return {"next_url": f"{self.feed['feed_url']}?before={before}"} if before else {}

    @staticmethod
    def item(item) -> dict:
        return {
            "id": item["unique_id"] or item["link"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": item["author_name"]}] if item["author_name"] else [],
            "tags": list(item["categories"]),
            **_extensions(item),
        }


def _extensions(fields) -> dict:
    """Return the extension fields, whose names begin with an underscore."""
    return {name: value for name, value in fields.items() if name.startswith("_")}


FORMATS = {"atom": FullAtom, "rss": FullRSS, "json": JSONFeed}
