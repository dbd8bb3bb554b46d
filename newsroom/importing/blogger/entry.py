"""One <entry>, whatever it is, and the blog that it is from.

Some files have line breaks around names and ids: everything is read without its ends.
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
        found = BLOG_ID.search(text)
        self.id = found[1] if found else ""

    def source(self, kind: str, number: str) -> str:
        """The name under which one of its things is known for ever ("post", "123")."""
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
        found = ID.search(self.id)
        self.number = found[1] if found else self.id
        self.title = text_of(part, "title")
        self.content = text_of(part, "content") or text_of(part, "summary")

    @property
    def author(self) -> str:
        found = children(self.part, "author")
        return text_of(found[0], "name") if found else ""

    @property
    def labels(self) -> list[str]:
        """What it is filed under, each once; one element may hold several, one a line."""
        found = [
            import_text.line(label)
            for category in children(self.part, "category")
            if LABELS.match(category.get("scheme", "").strip())
            for label in category.get("term", "").splitlines()
        ]
        return list(dict.fromkeys(filter(None, found)))

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
        """The day on which it was published by the blog's own clock."""
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
        """Where the first link of the kind `rel` leads, or empty."""
        found = self.links(rel)
        return found[0].get("href", "").strip() if found else ""

    def property(self, name: str) -> str:
        """The value of a property that only Google knows, or empty."""
        found = children(self.part, "gd:extendedProperty")
        values = (element.get("value", "") for element in found if element.get("name") == name)
        return next(values, "").strip()
