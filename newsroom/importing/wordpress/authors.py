"""Authors: logins in the items, names in the head of the file.

The plug-in Co-Authors Plus writes authors as categories of the item.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from newsroom.importing import import_text
from newsroom.importing.records import AuthorRecord
from newsroom.importing.wordpress.blog import Blog
from newsroom.importing.wordpress.item import Item
from newsroom.importing.xml import text_of


class Authors:
    def __init__(self, blog: Blog):
        self.blog = blog
        self.known: set[str] = set()

    def declared(self, part: Element) -> Iterator[AuthorRecord]:
        """Yield an author of the file's head, without the e-mail address, which is private."""
        login, number = text_of(part, "wp:author_login"), text_of(part, "wp:author_id")
        if login:
            yield from self._author(login, text_of(part, "wp:author_display_name"), number)

    def undeclared(self, item: Item) -> Iterator[AuthorRecord]:
        for login, name in _by(item):
            yield from self._author(login, name)

    def keys(self, item: Item) -> tuple[str, ...]:
        return tuple(dict.fromkeys(login.lower() for login, _name in _by(item)))

    def _author(self, login: str, name: str, number="") -> Iterator[AuthorRecord]:
        if login.lower() in self.known:
            return
        self.known.add(login.lower())
        addresses = [f"{self.blog.base}/author/{login}/"]
        if number:
            addresses.append(f"{self.blog.base}/?author={number}")
        # A login may be an e-mail address, which is not for readers.
        shown = import_text.line(name) or import_text.line(login)
        yield AuthorRecord(login.lower(), shown.partition("@")[0] or shown, tuple(addresses))


def _by(item: Item) -> list[tuple[str, str]]:
    """Yield the login and (if known) the name of each author of `item`."""
    several = [
        (category.nicename.removeprefix("cap-") or category.name, category.name)
        for category in item.categories
        if category.domain == "author"
    ]
    return several or ([(item.creator, "")] if item.creator else [])
