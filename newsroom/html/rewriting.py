"""Rewriting of tags before they are sanitised."""

from urllib.parse import urlsplit

from bleach.html5lib_shim import Filter
from django.conf import settings

# Elements removed with their content, which is not prose.
WORDLESS = {"head", "noscript", "script", "select", "style", "template", "textarea", "title"}
# Elements loaded from other hosts; as our pages load nothing from there, each becomes a link.
FOREIGN = {"audio", "embed", "iframe", "object", "source", "video"}
RENAMED = {
    **dict.fromkeys(("article", "center", "div", "section"), "p"),
    "h1": "h2",  # the headline is the page's only h1
    "h5": "h4",
    "h6": "h4",
    "strike": "s",
}


class Rewrite(Filter):
    """A token filter for articles: drop empty elements, rename old tags, rewrite addresses."""

    def __iter__(self):
        silent = None  # the wordless tag that we are in
        linked = 0  # how many links we are in; a link cannot hold another
        for token in super().__iter__():
            name, kind = token.get("name"), token["type"]
            if silent:
                silent = None if kind == "EndTag" and name == silent else silent
            elif name in WORDLESS:
                silent = name if kind == "StartTag" else None
            elif name in FOREIGN or (name == "img" and not _is_ours(token)):
                yield from (link := list(self.link_instead(token, linked)))
                # Its content is a fallback for browsers that cannot show it.
                silent = name if link and kind == "StartTag" else None
            else:
                linked += {"StartTag": 1, "EndTag": -1}.get(kind, 0) if name == "a" else 0
                yield token | {"name": RENAMED.get(name, name)} if name else token

    @staticmethod
    def link_instead(token, linked):
        address = _attribute(token, "src") or _attribute(token, "data")
        if token["type"] == "EndTag" or not address:
            return
        if address.startswith("//"):
            address = f"https:{address}"
        words = _attribute(token, "alt").strip() or urlsplit(address).path.rsplit("/", 1)[-1]
        text = {"type": "Characters", "data": f"[{words or address}]"}
        if linked or not _is_web_address(address):
            yield text
            return
        yield {
            "type": "StartTag",
            "name": "a",
            "namespace": None,
            "data": {(None, "href"): address},
        }
        yield text
        yield {"type": "EndTag", "name": "a", "namespace": None, "data": {}}


def _attribute(token, name) -> str:
    data = token.get("data")
    return data.get((None, name), "") if isinstance(data, dict) else ""


def _is_ours(token) -> bool:
    """Return True for a picture of the library, by its address or by its number alone."""
    address = _attribute(token, "src")
    return _at_home(address) or bool(not address and _attribute(token, "data-picture"))


def _at_home(address: str) -> bool:
    return address.startswith((settings.MEDIA_URL, f"{settings.SITE_URL}{settings.MEDIA_URL}"))


def _is_web_address(address: str) -> bool:
    """Return True for an http(s) address without a user name, which could disguise the host."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return False


def as_a_readers_link(attributes, new=False):
    """Mark a reader's link with rel attributes; return None to remove it. A callback of bleach."""
    address = attributes.get((None, "href"), "").strip()
    if not _is_web_address(address):
        return None
    return {
        (None, "href"): address,
        (None, "rel"): "nofollow ugc noopener",
        "_text": attributes.get("_text", ""),
    }
