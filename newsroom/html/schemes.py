"""Addresses of links as an editor means them."""

import re
from html import escape, unescape

from newsroom.html.plain_text import TAG

EMAIL = re.compile(r"[\w.+-]+@(?:[^\W_]+(?:-+[^\W_]+)*\.)+[^\W\d_]{2,}")
HOST = re.compile(r"(?:[^\W_]+(?:-+[^\W_]+)*\.)+[^\W\d_]{2,}(?::\d+)?(?=[/?#]|$)")
# A name with such an ending and nothing behind it is of a file beside this one, not of a host.
FILE = re.compile(
    r"\.(?:html?|php|aspx?|pdf|jpe?g|png|gif|svg|webp|mp[34]|docx?|xlsx?|zip|txt|xml)", re.I
)
HREF = re.compile(r'(?<=\shref=")[^"]*')


def completed(address: str) -> str:
    """Return the address with the scheme that it lacks (as in static/desk/editor/tools.js).

    Browsers take example.org/report for a page of this site.
    """
    address = address.strip()
    if EMAIL.fullmatch(address):
        return f"mailto:{address}"
    host = HOST.match(address)
    is_file = host and host[0] == address and FILE.fullmatch(address[address.rindex(".") :])
    return f"https://{address}" if host and not is_file else address


def with_completed_links(source: str) -> str:
    """Return HTML source with the addresses of its links completed."""

    def link(match):
        return escape(completed(unescape(match[0])))

    return TAG.sub(
        lambda tag: HREF.sub(link, tag[0]) if tag[0][:2].lower() == "<a" else tag[0], source
    )
