"""Conversion of another blog's HTML into HTML that `html.article` can sanitise.

Nothing here is safe yet: the model sanitises on save.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from newsroom import html

# Elements in which blank lines and addresses are literal.
KEPT_WHOLE = re.compile(r"<(/?)(pre|script|style|table|textarea)\b[^<>]*>", re.I)
HAS_PARAGRAPHS = re.compile(r"<p[\s>]", re.I)
ADDRESS_ON_A_LINE = re.compile(r"^[ \t]*(https?://[^\s<>\"'\[\]]+)[ \t]*$", re.I | re.M)
OPENING_TAG = re.compile(r"<(?:a|area|audio|embed|iframe|img|source|video)\s[^<>]*>", re.I)
ADDRESS = re.compile(r"""(\b(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.I)
FILE_ENDING = re.compile(r"\.(?=\w*[a-z])\w{2,5}")
PAGE_ENDINGS = {".asp", ".aspx", ".htm", ".html", ".php", ".shtml"}


def outside_of_code(change: Callable[[str], str], raw: str) -> str:
    """Return `raw` with `change` applied outside code, tables, scripts and styles."""
    return "\n".join(text if whole else change(text) for whole, text in _pieces(raw) if text)


def _pieces(raw: str) -> Iterator[tuple[bool, str]]:
    start, inside = 0, ""
    for tag in KEPT_WHOLE.finditer(raw):
        closing, name = bool(tag[1]), tag[2].lower()
        if not inside and not closing:
            yield False, raw[start : tag.start()]
            start, inside = tag.start(), name
        elif closing and name == inside:
            yield True, raw[start : tag.end()]
            start, inside = tag.end(), ""
    yield bool(inside), raw[start:]


def link(address: str) -> str:
    """Return an HTML link to `address`, which is escaped already."""
    address = escape(unescape(address))
    return f'<a href="{address}">{address}</a>'


def lone_addresses_as_cards(text: str) -> str:
    """Make link cards of addresses that stand alone on a line, which other blogs would embed."""
    return ADDRESS_ON_A_LINE.sub(lambda match: f"\n\n{html.card(unescape(match[1]))}\n\n", text)


def with_paragraphs(raw: str) -> str:
    return outside_of_code(html.paragraphs, raw)


def at_home(raw: str, base: str, is_ours: Callable[[str], bool]) -> str:
    """Return `raw` with the old blog's addresses rewritten.

    Links to its pages become relative to this host; pictures and files, which are not imported, get
    absolute addresses. `base` is the blog's address; `is_ours` returns True for its hosts.
    """

    def moved(match):
        address = unescape(match[2] if match[2] is not None else match[3]).strip()
        return f'{match[1]}"{escape(_moved(address, base, is_ours))}"'

    return OPENING_TAG.sub(lambda tag: ADDRESS.sub(moved, tag[0]), raw)


def _moved(address: str, base: str, is_ours: Callable[[str], bool]) -> str:
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:  # "http://[" and the like; the sanitiser drops it
        return address
    if address.startswith("#") or parts.scheme not in ("http", "https"):
        return address
    if not is_ours(parts.hostname or "") or is_upload(parts.path):
        return whole
    # One slash only: two would name a host.
    return parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/")).geturl()


def is_upload(path: str) -> bool:
    ending = PurePosixPath(path).suffix.lower() if not path.endswith("/") else ""
    return bool(FILE_ENDING.fullmatch(ending)) and ending not in PAGE_ENDINGS
