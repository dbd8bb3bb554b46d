"""The normal form of old addresses, and their creation."""

import unicodedata
from urllib.parse import unquote, urlsplit

# Query parameters by which WordPress names a page at the address "/".
PARAMETERS = ("p", "page_id", "attachment_id", "cat", "tag", "author", "feed")


def normal(address: str) -> str:
    """Return the canonical form of `address`, on any host: decoded path and query.

    The query is kept only if it names the page (`PARAMETERS`); a final slash or `index.html` makes
    no difference.
    """
    parts = urlsplit(address)
    path = "/" + unquote(parts.path).removesuffix("index.html").strip("/")
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.partition("=")[0] in PARAMETERS
    )
    return unicodedata.normalize("NFC", f"{path}?{unquote(query)}" if query else path)


def remember(address: str, article):
    addresses = article.old_addresses.model.objects
    current = normal(article.get_absolute_url())
    addresses.filter(path=current).delete()
    if normal(address) != current:
        addresses.update_or_create(
            path=normal(address), defaults={"article": article, "topic": None, "author": None}
        )
