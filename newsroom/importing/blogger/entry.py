"""An <entry> of any kind, and its blog.

Some files have line breaks around names and ids, so all values are stripped.
"""

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from newsroom.importing import import_text
from newsroom.importing.xml import children, text_of

LABELS = re.compile(r"^(https?://www\.blogger\.com/atom/ns#|tag:blogger\.com,1999:blog-\d+)$")
ID = re.compile(r"\.(?:post|page)-(\d+)$")
BLOG_ID = re.compile(r"blog-(\d+)")
BLOGSPOT = re.compile(r"\.blogspot\.[a-z.]{2,6}$")  # Blogger had a host for each country


class Blog:
    def __init__(self):
        self.id = ""
        self.address = ""

    def read_id(self, text: str):
        match = BLOG_ID.search(text)
        self.id = match[1] if match else ""

    def source(self, kind: str, number: str) -> str:
        return f"blogger:{self.id or urlsplit(self.address).netloc or 'blog'}:{kind}:{number}"

    def is_ours(self, host: str) -> bool:
        own = urlsplit(self.address).hostname or ""
        return bool(own) and _home(host) == _home(own)


def _home(host: str) -> str:
    return BLOGSPOT.sub(".blogspot.com", host.removeprefix("www."))


class Entry:
    def __init__(self, part: Element):
        self.part = part
        self.id = text_of(part, "id")
        match = ID.search(self.id)
        self.number = match[1] if match else self.id
        self.title = text_of(part, "title")
        self.content = text_of(part, "content") or text_of(part, "summary")

    @property
    def author(self) -> str:
        authors = children(self.part, "author")
        return text_of(authors[0], "name") if authors else ""

    @property
    def labels(self) -> list[str]:
        """Return its distinct labels; one element may hold several, one per line."""
        labels = [
            import_text.line(label)
            for category in children(self.part, "category")
            if LABELS.match(category.get("scheme", "").strip())
            for label in category.get("term", "").splitlines()
        ]
        return list(dict.fromkeys(filter(None, labels)))

    @property
    def is_draft(self) -> bool:
        return any(
            text_of(control, "app:draft").lower() == "yes"
            for control in children(self.part, "app:control")
        )

    @property
    def published(self) -> datetime | None:
        moment = self._published_there
        return moment.astimezone(UTC) if moment else None

    @property
    def published_on(self) -> date | None:
        """Return its publication day in the blog's own time zone."""
        moment = self._published_there
        return moment.date() if moment else None

    @property
    def _published_there(self) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text_of(self.part, "published"))
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def links(self, rel: str) -> list[Element]:
        return [link for link in children(self.part, "link") if link.get("rel", "").strip() == rel]

    def link(self, rel: str) -> str:
        links = self.links(rel)
        return links[0].get("href", "").strip() if links else ""

    def google_property(self, name: str) -> str:
        elements = children(self.part, "gd:extendedProperty")
        values = (element.get("value", "") for element in elements if element.get("name") == name)
        return next(values, "").strip()
