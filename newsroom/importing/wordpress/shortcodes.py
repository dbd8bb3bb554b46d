"""WordPress's [shortcodes], converted to HTML.

Only media shortcodes are converted; other brackets may be prose. See "Shortcode API" and "List of
shortcodes" in the handbooks of WordPress and WordPress.com.
"""

import re

from newsroom.importing import body

# Shortcodes around text, which is kept.
AROUND_TEXT = re.compile(r"\[/?(?:wp_)?caption\b[^\[\]]*\]")
# Shortcodes for a player or a picture elsewhere; some have its address between two tags.
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
    """Return `text` with players as links to their files, and without galleries."""
    kept: list[str] = []

    def keep(match):
        kept.append(match[1])
        return f"[\0{len(kept) - 1}]"

    text = AROUND_TEXT.sub("", ESCAPED.sub(keep, text))
    text = MEDIA.sub(_link, text)
    return re.sub(r"\[\0(\d+)\]", lambda match: kept[int(match[1])], text)


def _link(match: re.Match) -> str:
    name, attributes, between = match[1], match[2], match[3] or ""
    if address := WEB_ADDRESS.search(attributes) or WEB_ADDRESS.search(between):
        return body.link(address[0])
    number = NUMBER.match(attributes)
    if number and name in BY_NUMBER:
        return body.link(BY_NUMBER[name].format(number[1]))
    return ""
