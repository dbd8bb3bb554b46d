"""The entries of a backup, one by one, as records."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from newsroom.importing import import_text, report_words
from newsroom.importing.blogger import articles, comments
from newsroom.importing.blogger.blog import Settings
from newsroom.importing.blogger.entry import Blog, Entry
from newsroom.importing.records import AuthorRecord, LeftOut, Record, TopicRecord

KIND = "http://schemas.google.com/blogger/2008/kind#"


class Backup:
    def __init__(self) -> None:
        self.blog = Blog()
        self.settings = Settings()
        self.known: set[tuple[str, str]] = set()  # authors and topics

    def records(self, part: Element) -> Iterator[Record]:
        if part.tag == "id":
            self.blog.read_id("".join(part.itertext()))
        elif part.tag == "link" and part.get("rel") == "alternate":
            self.blog.address = part.get("href", "").strip()
        elif part.tag == "entry":
            yield from self._entry(Entry(part), kind_of(part))

    def _entry(self, entry: Entry, kind: str) -> Iterator[Record]:
        match kind:
            case "post" | "page":
                yield from self._authors(entry)
                yield from self._topics(entry)
                yield articles.record(entry, kind, self.blog)
            case "comment":
                yield from comments.records(entry, self.blog)
            case "settings":
                self.settings.read(entry)
            case "template":
                yield LeftOut(report_words.TEMPLATES, _("this paper has its own"))
            case _:
                yield LeftOut(_("others (%s)") % (kind or "?"), _("there is nothing like it here"))

    def _authors(self, entry: Entry) -> Iterator[AuthorRecord]:
        name = import_text.line(entry.author)
        if name and ("author", name) not in self.known:
            self.known.add(("author", name))
            yield AuthorRecord(name, name)

    def _topics(self, entry: Entry) -> Iterator[TopicRecord]:
        """Yield the labels; their old addresses (/search/label/X) are answered by name."""
        for label in entry.labels:
            if ("label", label) not in self.known:
                self.known.add(("label", label))
                feed = f"/feeds/posts/default/-/{label}"
                yield TopicRecord(key=label, name=label, addresses=(feed,))


def kind_of(part: Element) -> str:
    for category in part.iter("category"):
        term = category.get("term", "").strip()
        if term.startswith(KIND):
            return term.removeprefix(KIND)
    return ""
