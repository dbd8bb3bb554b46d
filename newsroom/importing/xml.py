"""A streaming reader of untrusted XML.

However large the file, only one part of it (an item, an entry) is in memory. A document type, an
entity or an external reference is rejected (defusedxml). Known faults of exports are repaired, and
noted: blank lines before the first tag, control characters that XML forbids, undeclared prefixes.
Any other fault raises BrokenFile with the line.

Names are written as `prefix:name` with the usual prefix of their namespace, for the namespaces'
addresses differ by version ("http://wordpress.org/export/1.0/", "…/1.2/").
"""

import codecs
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder  # built by hand, never parsed with
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CHUNK = 64 * 1024  # bytes
DEEPEST = 200  # levels; exports have about six
# Control characters, as they are and spelled as references; XML 1.0 has no place for either.
FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));"
)
LONGEST_REFERENCE = 12  # bytes
VERSION = re.compile(r"/\d\.\d(?=/|$)")
USUAL_PREFIXES = {
    "purl.org/atom/app#": "app",
    "purl.org/dc/elements": "dc",
    "purl.org/rss/modules/content": "content",
    "purl.org/syndication/thread": "thr",
    "schemas.google.com/g/2005": "gd",
    "wordpress.org/export": "wp",
    "wordpress.org/export/excerpt": "excerpt",
    "www.w3.org/2005/Atom": "",
    "www.w3.org/2007/app": "app",
}


class BrokenFile(Exception):
    """The file cannot be read; the message names the fault and the line."""

    def __init__(self, line: int, reason: str):
        super().__init__(_("Line %(line)d: %(why)s.") % {"line": line, "why": reason})


class Document:
    """An XML file (open, binary); `notes` lists the repairs once `parts` is exhausted."""

    def __init__(self, file: BinaryIO):
        self.file = file
        self.blank_lines = 0
        self.forbidden = 0
        self.undeclared: set[str] = set()

    def parts(self, *container: str, alone: str = "") -> Iterator[Element]:
        """Yield each complete child of `container` (names from the root down).

        A file whose root is called `alone` is one such part itself. Raise BrokenFile.
        """
        handler = _Parts(container, alone)
        parser = DefusedExpatParser(forbid_dtd=True)
        parser.setContentHandler(handler)
        for chunk in self._chunks():
            with self._naming_the_line(parser):
                parser.feed(chunk)
            yield from handler.taken()
        with self._naming_the_line(parser):
            parser.close()
        yield from handler.taken()
        self.undeclared = handler.undeclared

    @contextmanager
    def _naming_the_line(self, parser):
        try:
            yield
        except SAXParseException as error:
            line, reason = error.getLineNumber(), error.getMessage()
            raise BrokenFile((line or 1) + self.blank_lines, reason) from error
        except DefusedXmlException as error:
            reason = _("a document type or an entity is defined there, and those are not read")
            raise BrokenFile(parser.getLineNumber() + self.blank_lines, reason) from error
        # LookupError and ValueError: pyexpat's for an unknown encoding.
        except (_OutOfPlaceError, LookupError, ValueError) as error:
            raise BrokenFile(parser.getLineNumber() + self.blank_lines, str(error)) from error

    @property
    def notes(self) -> list[str]:
        notes = []
        if self.blank_lines:
            notes.append(_("There were blank lines before the first tag."))
        if self.forbidden:
            sentence = ngettext(
                "%d control character that XML forbids was taken out.",
                "%d control characters that XML forbids were taken out.",
                self.forbidden,
            )
            notes.append(sentence % self.forbidden)
        for prefix in sorted(self.undeclared):
            sentence = _("The prefix “%s:” was never declared; it was read as what it usually is.")
            notes.append(sentence % prefix)
        return notes

    def _chunks(self) -> Iterator[bytes]:
        """Yield the file's chunks without characters that XML forbids."""
        self.file.seek(0)
        self.blank_lines = self.forbidden = 0
        head = self.file.read(CHUNK)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            while head:  # its letters are not bytes; the parser alone can judge it
                yield head
                head = self.file.read(CHUNK)
            return
        text = head.removeprefix(codecs.BOM_UTF8)
        self.blank_lines = text[: len(text) - len(text.lstrip())].count(b"\n")
        rest = text.lstrip()
        while chunk := self.file.read(CHUNK):
            # A reference that the end of a chunk cuts in two waits for its other half.
            cut = rest.rfind(b"&", -LONGEST_REFERENCE)
            ready, rest = (rest, b"") if cut < 0 else (rest[:cut], rest[cut:])
            yield self._allowed(ready)
            rest += chunk
        yield self._allowed(rest)

    def _allowed(self, chunk: bytes) -> bytes:
        clean, number = FORBIDDEN.subn(b"", chunk)
        self.forbidden += number
        return clean


class _OutOfPlaceError(Exception):
    """A tag stands in an unexpected place."""


class _Parts(ContentHandler):
    """A SAX handler that builds the children of one container, each by itself."""

    def __init__(self, container: tuple[str, ...], alone: str):
        super().__init__()
        self.container = container
        self.alone = alone
        self.path: list[str] = []
        self.builder: TreeBuilder | None = None
        self.built_at = 0  # the depth of the part that is being built
        self.done: deque[Element] = deque()
        self.prefixes = {"xml": "xml", "xmlns": "xmlns"}
        self.undeclared: set[str] = set()

    def taken(self) -> Iterator[Element]:
        while self.done:
            yield self.done.popleft()

    def startElement(self, name, attrs):  # noqa: N802 (xml.sax calls it so)
        self._declare(attrs)
        tag = self._usual(name)
        if self.builder is None:
            self._enter(tag)
        self.path.append(tag)
        if len(self.path) > DEEPEST:
            raise _OutOfPlaceError(_("tags are nested too deeply"))
        if self.builder is not None:
            self.builder.start(tag, {self._usual(key): value for key, value in attrs.items()})

    def characters(self, content):
        if self.builder is not None:
            self.builder.data(content)

    def endElement(self, name):  # noqa: N802 (xml.sax calls it so)
        if self.builder is not None:
            self.builder.end(self.path[-1])
            if len(self.path) == self.built_at:
                self.done.append(self.builder.close())
                self.builder = None
        self.path.pop()

    def _enter(self, tag: str):
        depth = len(self.path)
        if depth == len(self.container) or (depth == 0 and tag == self.alone):
            self.builder = TreeBuilder()
            self.built_at = depth + 1
        elif depth < len(self.container) and tag != self.container[depth]:
            words = {"wanted": self.container[depth], "found": tag}
            raise _OutOfPlaceError(_("<%(found)s> stands where <%(wanted)s> should") % words)

    def _declare(self, attrs):
        for name in attrs.getNames():
            if name.startswith("xmlns:"):
                prefix = name.removeprefix("xmlns:")
                self.prefixes[prefix] = _usual_prefix(attrs.getValue(name), prefix)

    def _usual(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return name
        if prefix not in self.prefixes:
            self.undeclared.add(prefix)
            self.prefixes[prefix] = prefix
        usual = self.prefixes[prefix]
        return f"{usual}:{local}" if usual else local


def _usual_prefix(namespace: str, otherwise: str) -> str:
    address = VERSION.sub("", namespace.partition("://")[2]).strip("/")
    return USUAL_PREFIXES.get(address, otherwise)


def children(element: Element, name: str) -> list[Element]:
    return [child for child in element if child.tag == name]


def text_of(element: Element, name: str) -> str:
    """Return the stripped text of the first child called `name`, or ""."""
    elements = children(element, name)
    return "".join(elements[0].itertext()).strip() if elements else ""
