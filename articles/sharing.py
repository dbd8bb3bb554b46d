"""Passing an article on: plain links, so that nobody is told before a reader chooses to."""

from urllib.parse import quote

WAYS = {
    "E-mail": "mailto:?subject={headline}&body={address}",
    "WhatsApp": "https://wa.me/?text={headline}%20{address}",
    "Telegram": "https://t.me/share/url?url={address}&text={headline}",
    "Bluesky": "https://bsky.app/intent/compose?text={headline}%20{address}",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={address}",
    "X": "https://x.com/intent/post?url={address}&text={headline}",
}


def ways(headline: str, address: str) -> list[tuple[str, str]]:
    """Name and link of each way to pass on what stands at `address` (whole, with host)."""
    words = {"headline": quote(headline, safe=""), "address": quote(address, safe="")}
    return [(name, link.format(**words)) for name, link in WAYS.items()]
