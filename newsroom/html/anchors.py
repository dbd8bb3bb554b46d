"""The links of stored HTML."""

import re
from html import unescape

from newsroom.html.figures import WRITTEN
from newsroom.html.plain_text import plain

LINK = re.compile(rf"<a{WRITTEN}>((?:(?!</a>).)*+)", re.S)
HREF = re.compile(r'\shref="([^"]*)"')


def links(stored: str) -> list[tuple[str, str]]:
    """Return address and words of each link; the address is "" where there is none."""
    return [
        (unescape(href[1]) if (href := HREF.search(attributes)) else "", plain(words))
        for attributes, words in LINK.findall(stored)
    ]
