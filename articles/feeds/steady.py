from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from newsroom.timestamps import to_the_second

NAMESPACES = {"xmlns:media": "http://search.yahoo.com/mrss/"}
XHTML = "http://www.w3.org/1999/xhtml"


class Steady:
    """A feed dated by its newest item, or else by its place; its times have whole seconds.

    Django's date is now, which changes an empty feed at each request.
    """

    def add_item(self, *args, pubdate, updateddate, **fields):
        moments = {"pubdate": to_the_second(pubdate), "updateddate": to_the_second(updateddate)}
        super().add_item(*args, **moments, **fields)

    def latest_post_date(self):
        return super().latest_post_date() if self.items else to_the_second(self.feed["since"])


def looks_like_html(words: str) -> bool:
    """Return True for plain text that many programs would take for HTML, and lose words of it."""
    return "<" in words


def add_explanation(handler, feed):
    """Tell who opens the feed in a browser what it is; its stylesheet shows that and headlines."""
    direction = "rtl" if get_language_bidi() else "ltr"
    handler.startElement("div", {"xmlns": XHTML, "lang": get_language(), "dir": direction})
    words = _("This is a feed. Copy its address into your feed reader to follow what is new here.")
    handler.addQuickElement("p", words)
    handler.startElement("p", {})
    handler.addQuickElement("a", _("Go to the front page"), {"href": feed["author_link"]})
    handler.endElement("p")
    handler.endElement("div")


def add_picture(handler, picture):
    """Write the picture of an item (Media RSS 1.5.1); there may be none."""
    if picture:
        facts = {name: str(picture[name]) for name in ("url", "type", "width", "height")}
        handler.startElement("media:content", {"medium": "image", **facts})
        handler.addQuickElement("media:description", escape(picture["alt"]), {"type": "html"})
        handler.endElement("media:content")
