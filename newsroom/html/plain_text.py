"""Conversions between plain text and HTML."""

import html
import json
import re
from urllib.parse import urljoin

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

from newsroom.text.characters import one_line
from newsroom.text.cutting import beginning

BLOCK = (
    r"</?(?:p|div|aside|blockquote|pre|h\d|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|figure|figcaption"
    r"|hr|section|center)\b[^<>]*>"
)
STARTS_WITH_BLOCK = re.compile(rf"\s*{BLOCK}", re.I)
LINE_BEFORE_BLOCK = re.compile(rf"(?<![ \t])[ \t]*+\n[ \t]*+(?={BLOCK})", re.I)
ENDS_A_LINE = re.compile(r"<br>|</(?:p|h\d|li|dd|dt|td|th|aside|blockquote|figcaption|pre)>")
TAG = re.compile(r"</?[a-z][^<>\"]*+(?:\"[^<\"]*+\"[^<>\"]*+)*+>", re.I)
ADDRESS = re.compile(r'(?<=\s)(?P<name>href|src)="(?P<url>[^"]*)"')
LINE_BEHIND_BLOCK = re.compile(rf"({BLOCK})[ \t]*\n[ \t]*", re.I)


def paragraphs(raw: str) -> str:
    """Return typed text as HTML: a blank line ends a paragraph, a line end is a <br>.

    A line end beside a block element (a list, a quotation) becomes no <br>.
    """
    parts = re.split(r"\n[ \t]*\n\s*", normalize_newlines(raw).strip())
    return "\n".join(
        part if STARTS_WITH_BLOCK.match(part) else f"<p>{_broken(part)}</p>"
        for part in parts
        if part
    )


def _broken(part: str) -> str:
    if "<" in part:
        part = LINE_BEHIND_BLOCK.sub(r"\1", LINE_BEFORE_BLOCK.sub("", part))
    return part.replace("\n", "<br>")


def plain(stored: str) -> str:
    """Return the text of stored HTML on one line, entities resolved."""
    words = TAG.sub("", ENDS_A_LINE.sub(" ", stored))
    # Sanitised HTML has none left; in other HTML it is a comment, or no tag at all.
    words = strip_tags(words) if "<" in words else words
    return one_line(html.unescape(words))


def cut(words: str, length: int) -> str:
    """Return `words`, cut at a word boundary and ending in "..." if longer than `length`
    characters.

    Without a blank in the second half (Chinese, a very long word) it is cut between two letters.
    """
    if len(words) <= length:
        return words
    room = words[: length - 2]  # the blank itself may stand right behind the last word
    end = room.rfind(" ")
    if end < length // 2:
        end = len(beginning(words, length - 3))
    return words[:end].rstrip(" ,;:.–—-") + "..."


def with_line_breaks(words: str) -> SafeString:
    return mark_safe(escape(words).replace("\n", "<br>"))  # noqa: S308


def with_absolute_urls(stored: str, address: str) -> str:
    """Return the stored HTML of the page at `address` (absolute), as it has to be elsewhere."""

    def absolute(match):
        try:
            return f'{match["name"]}="{urljoin(address, match["url"])}"'
        except ValueError:  # of no host; it leads nowhere here, too
            return match[0]

    return TAG.sub(lambda tag: ADDRESS.sub(absolute, tag[0]), stored)


def json_ld_script(data) -> SafeString:
    """Return `data` as a JSON-LD script element; "<" and ">" in it are escaped."""
    escapes = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
    written = json.dumps(data, ensure_ascii=False).translate(escapes)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308


def count_links(stored: str) -> int:
    return stored.count("<a ")
