import json

from django.utils.feedgenerator import SyndicationFeed

from articles.feeds.steady import Steady
from newsroom.timestamps import timestamp


class JSONFeed(Steady, SyndicationFeed):
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
            "icon": self.feed["icon"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
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
        picture = item["picture"]
        return {
            "id": item["unique_id"] or item["link"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            **({"image": picture["url"]} if picture else {}),
            "date_published": timestamp(item["pubdate"]),
            "date_modified": timestamp(item["updateddate"]),
            "authors": item["authors"],
            "tags": list(item["categories"]),
            **_extensions(item),
        }


def _extensions(fields) -> dict:
    """Return the extension fields, whose names begin with an underscore."""
    return {name: value for name, value in fields.items() if name.startswith("_")}
