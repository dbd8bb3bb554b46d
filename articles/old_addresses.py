"""How an old address is written, and how it comes to be one."""

import unicodedata
from urllib.parse import unquote, urlsplit

# Query parameters by which WordPress names a page at the address "/".
PARAMETERS = ("p", "page_id", "attachment_id", "cat", "tag", "author", "feed")


def normal(address: str) -> str:
    """Return the canonical form of `address`, of which host it may be: decoded path and query.

    The query is kept only where it names the page (`PARAMETERS`); a slash or `index.html`
    at the end makes no difference.
    """
    parts = urlsplit(address)
    path = "/" + unquote(parts.path).removesuffix("index.html").strip("/")
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.partition("=")[0] in PARAMETERS
    )
    return unicodedata.normalize("NFC", f"{path}?{unquote(query)}" if query else path)


def remember(address: str, article):
    """From now on `address` leads to `article`, unless that is where the article is."""
    addresses = article.old_addresses.model.objects
    current = normal(article.get_absolute_url())
    addresses.filter(path=current).delete()
    if normal(address) != current:
        addresses.update_or_create(
            path=normal(address), defaults={"article": article, "topic": None, "author": None}
        )
