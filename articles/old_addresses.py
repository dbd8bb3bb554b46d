"""The normal form of addresses, by which old ones are found."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

# Query parameters by which WordPress names a page at the address "/".
PARAMETERS = ("p", "page_id", "attachment_id", "cat", "tag", "author", "feed")


def normal(address: str) -> str:
    """Return the canonical form of `address`, on any host: decoded path and query, in lower case.

    The query is kept only if it names the page (`PARAMETERS`); a final slash or `index.html` makes
    no difference.
    """
    parts = urlsplit(address)
    path = "/" + unquote(parts.path).removesuffix("index.html").strip("/")
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.partition("=")[0] in PARAMETERS
    )
    return folded(f"{path}?{unquote(query)}" if query else path)


def folded(path: str) -> str:
    """Return `path` without differences of capitals and of composition (Unicode NFC)."""
    return unicodedata.normalize("NFC", path.lower())


def upwards(address: str) -> Iterator[tuple[str, str]]:
    """Yield the normal form of `address` and of all above it, each with the rest below it."""
    whole = normal(address)
    yield whole, ""
    path, asked, _ = whole.partition("?")
    parts = path.strip("/").split("/")
    for end in range(len(parts) - (not asked), 0, -1):
        yield "/" + "/".join(parts[:end]), "/".join(parts[end:])
