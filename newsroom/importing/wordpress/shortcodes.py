"""WordPress's [shortcodes]: what its media ones become without WordPress.

Only these are touched; any other bracket may be prose. See "Shortcode API" and
"List of shortcodes" in the handbooks of WordPress and WordPress.com.
"""

import re

from newsroom.importing import body

# They stand around text that stays.
AROUND_TEXT = re.compile(r"\[/?(?:wp_)?caption\b[^\[\]]*\]")
# They stand for a player or a picture elsewhere; some have its address between two tags.
MEDIA = re.compile(
    r"\[(audio|archives|bandcamp|contact-form|cincopa|dailymotion|embed|facebook|flickr|gallery"
    r"|gist|googlemaps|googlevideo|hulu|instagram|jetpack_[\w-]++|kickstarter|mixcloud|playlist"
    r"|polldaddy|recipe|scribd|slideshare|slideshow|soundcloud|spotify|ted|tweet|twitter"
    r"|twitter-timeline|video|videopress|vimeo|vine|wpvideo|youtube)\b([^\[\]]*)\]"
    r"(?:([^\[\]]*)\[/\1\])?"
)
ESCAPED = re.compile(r"\[(\[[\w-][^\[\]]*\])\]")  # [[gallery]] shows [gallery]
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
BY_NUMBER = {
    "ted": "https://www.ted.com/talks/{}",
    "vimeo": "https://vimeo.com/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
}
NUMBER = re.compile(r"""^(?:[\s=]|\bid=)*["']?([\w-]+)["']?""")


def resolved(text: str) -> str:
    """Return `text` with players as plain links to what they play, and without galleries."""
    kept: list[str] = []

    def keep(found):
        kept.append(found[1])
        return f"[\0{len(kept) - 1}]"

    text = AROUND_TEXT.sub("", ESCAPED.sub(keep, text))
    text = MEDIA.sub(_link, text)
    return re.sub(r"\[\0(\d+)\]", lambda found: kept[int(found[1])], text)


def _link(found: re.Match) -> str:
    name, attributes, between = found[1], found[2], found[3] or ""
    if address := WEB_ADDRESS.search(attributes) or WEB_ADDRESS.search(between):
        return body.link(address[0])
    number = NUMBER.match(attributes)
    if number and name in BY_NUMBER:
        return body.link(BY_NUMBER[name].format(number[1]))
    return ""
