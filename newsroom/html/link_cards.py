"""Link cards: an address that stands alone, with the words that an editor gives it.

    <figure class="link-card"><p><a href="https://example.org/report">Title</a></p>
    <figcaption>example.org</figcaption></figure>

A picture of the library may stand before the title, a short text behind it. Nothing is asked of the
other site, neither at the desk nor by readers; a card without a title shows its address. The site
is always that of the address: nobody is led elsewhere than the card says.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlsplit

from django.conf import settings

from newsroom.html import rule_book
from newsroom.html.plain_text import cut

CLASS = rule_book.LINK_CARD
ADDRESS = r"https?://[^\s<>\"'“”«»]+"
LONE = re.compile(rf"<p>({ADDRESS})</p>")
CARD = re.compile(rf'<figure class="{CLASS}"[^<>]*>(?:(?!</?figure\b).)*+</figure>', re.S)
HREF = re.compile(r'<a\b[^<>]*?\shref="([^"]*)"')
SITE = re.compile(r"<figcaption>[^<]*</figcaption>(?=</figure>$)")
LONGEST = 120  # characters of an address that takes the place of a title

Fill = Callable[[str], str | None]


def is_card(attributes: dict[str, str]) -> bool:
    return attributes.get("class") == CLASS


def card(address: str, title="", text="", image="") -> str:
    """Return the HTML of a card; `title` and `text` are plain words, `image` a tag."""
    words = f"<p>{escape(text, quote=False)}</p>" if text else ""
    return (
        f'<figure class="{CLASS}">{image}'
        f'<p><a href="{escape(address)}">{escape(title or shown(address), quote=False)}</a></p>'
        f"{words}<figcaption>{escape(site(address), quote=False)}</figcaption></figure>"
    )


def shown(address: str) -> str:
    """Return the address as people write it (as in static/desk/editor/cards.js)."""
    return cut(re.sub(r"^https?://(?:www\.)?|/$", "", address, flags=re.I), LONGEST)


def site(address: str) -> str:
    """Return the name of the address' host; a path is one of this site."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    own = "" if parts.scheme else urlsplit(settings.SITE_URL).hostname
    return (host or own or "").removeprefix("www.")


def with_cards(source: str, before: str = "", fill: Fill = lambda address: None) -> str:
    """Return the HTML with addresses that stand alone in a paragraph as cards.

    Those that stood so `before` stay. `fill` returns the card of an address that is known.
    """
    stood = set(LONE.findall(before))

    def made(match):
        address = unescape(match[1])
        return match[0] if match[1] in stood else fill(address) or card(address)

    return LONE.sub(made, source)


def with_sites(stored: str) -> str:
    """Return sanitised HTML in which each card names the site that it leads to."""
    if CLASS not in stored:
        return stored

    def renamed(match):
        link = HREF.search(match[0])
        if not link:
            return match[0]
        name = escape(site(unescape(link[1])), quote=False)
        return SITE.sub(lambda _site: f"<figcaption>{name}</figcaption>", match[0])

    return CARD.sub(renamed, stored)
