"""Share links, which load nothing from other sites."""

from urllib.parse import quote

WAYS = {
    "E-mail": "mailto:?subject={headline}&body={address}",
    "WhatsApp": "https://wa.me/?text={headline}%20{address}",
    "Telegram": "https://t.me/share/url?url={address}&text={headline}",
    "Bluesky": "https://bsky.app/intent/compose?text={headline}%20{address}",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={address}",
    "X": "https://x.com/intent/post?url={address}&text={headline}",
}


def share_links(headline: str, address: str) -> list[tuple[str, str]]:
    words = {"headline": quote(headline, safe=""), "address": quote(address, safe="")}
    return [(name, link.format(**words)) for name, link in WAYS.items()]
