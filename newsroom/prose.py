"""The last word on stored HTML, and the only place that calls any of it safe.

Whatever the way in (form, editor, importer), HTML is made first and sanitised last, by bleach,
when it is written; what is stored is what is shown. A formatter that runs after the
sanitiser is how comment sections get broken, so here none does: sanitising a second time
changes nothing.

Two rule books: articles, written by editors and brought by importers; and comments, written
by strangers.
"""

import html
import re
from functools import partial
from urllib.parse import urlsplit

from bleach.html5lib_shim import Filter
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.conf import settings
from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

INLINE = {"a", "b", "br", "code", "em", "i", "strong"}
COMMENT_TAGS = INLINE | {"blockquote", "p"}
ARTICLE_TAGS = (
    COMMENT_TAGS
    | {"abbr", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "s", "small", "sub", "sup"}
    | {"dd", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "pre", "time", "ul"}
    | {"figcaption", "figure", "img", "u"}
    | {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
ARTICLE_ATTRIBUTES = {
    "*": ["dir", "lang"],
    "a": ["href", "title"],
    "abbr": ["title"],
    "img": ["alt", "height", "src", "width"],
    "ol": ["start"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "time": ["datetime"],
}
# What stands between these tags is not prose, so it goes with them.
WORDLESS = {"head", "noscript", "script", "select", "style", "template", "textarea", "title"}
# Shown from another host: reading ours touches no other, so each becomes a link.
FOREIGN = {"audio", "embed", "iframe", "object", "source", "video"}
RENAMED = {
    **dict.fromkeys(("article", "center", "div", "section"), "p"),
    "h1": "h2",  # the headline is the page's only h1
    "h5": "h4",
    "h6": "h4",
    "strike": "s",
}
BLOCK_STARTS = re.compile(
    r"\s*</?(?:p|div|blockquote|pre|h\d|ul|ol|li|dl|table|figure|hr|section|center)\b", re.I
)
EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|\xa0|<br>)*</p>")
# Linear on any input, unlike bleach's own, which also looks for bare host names.
PLAIN_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'()]|\([^\s<>\"'()]*+\))++", re.I)
NESTED_TOO_OFTEN = 400  # tags in one comment; sanitising deep nesting is quadratic


class ArticleHTML(SafeString):
    """HTML that `article` has sanitised: its type is the proof, so nobody does it twice."""

    @classmethod
    def sanitised(cls, raw: str) -> "ArticleHTML":
        return raw if isinstance(raw, cls) else article(raw)


class CommentHTML(SafeString):
    """HTML that `clean_comment` has sanitised."""

    @classmethod
    def sanitised(cls, raw: str) -> "CommentHTML":
        return raw if isinstance(raw, cls) else clean_comment(raw)


def article(raw: str) -> ArticleHTML:
    """Return the HTML of an article's body as it will be stored: sanitised, canonical.

    Tags that are not prose are taken off, scripts and styles with all they hold; pictures
    and players on other hosts become links to them.
    """
    draft = _RewriteArticle().clean(normalize_newlines(raw))
    return ArticleHTML(_sanitised(_CleanArticle(), EMPTY_PARAGRAPH.sub("", draft)))


def comment(raw: str, *, strip: bool = False) -> CommentHTML:
    """Return the HTML of a comment as it will be stored, from the text as it was typed.

    Blank lines part paragraphs, addresses become links, and a few tags work. Other tags are
    shown as they were typed; with `strip`, for comments from elsewhere, they are taken off.
    """
    if raw.count("<") > NESTED_TOO_OFTEN:
        raw = escape(raw)
    draft = _RewriteComment(strip=strip).clean(paragraphs(raw))
    return clean_comment(EMPTY_PARAGRAPH.sub("", draft))


def clean_comment(draft: str) -> CommentHTML:
    """Return the HTML of a comment, sanitised; what `comment` returns stays as it is."""
    return CommentHTML(_sanitised(_CleanComment(), draft))


def paragraphs(raw: str) -> str:
    """Mark up the paragraphs of typed text: a blank line parts them, a line end breaks."""
    parts = re.split(r"\n[ \t]*\n\s*", normalize_newlines(raw).strip())
    return "\n".join(
        part if BLOCK_STARTS.match(part) else "<p>{}</p>".format(part.replace("\n", "<br>"))
        for part in parts
        if part
    )


def plain(stored: str) -> str:
    """Return the words of stored HTML on one line, entities resolved."""
    spaced = re.sub(r"<br>|</(?:p|h\d|li|dd|dt|td|th|blockquote|figcaption|pre)>", " ", stored)
    return " ".join(html.unescape(strip_tags(spaced)).split())


def cut(words: str, length: int) -> str:
    """Return `words`; if longer than `length` characters, cut at a word and ending in "..."

    Where no blank stands in the second half (Chinese, a very long word), it is cut hard.
    """
    if len(words) <= length:
        return words
    room = words[: length - 2]  # the blank itself may stand right behind the last word
    end = room.rfind(" ")
    if end < length // 2:
        end = length - 3
    return words[:end].rstrip(" ,;:.–—-") + "..."


def lines(words: str) -> SafeString:
    """Return plain text as HTML, its line ends kept."""
    return mark_safe(escape(words).replace("\n", "<br>"))  # noqa: S308


def links(stored: str) -> int:
    """How many links stored HTML has."""
    return stored.count("<a ")


class ProseField(models.TextField):
    """HTML that is sanitised whenever it is written, and therefore safe whenever it is read.

    `html` is ArticleHTML or CommentHTML: what is assigned becomes one before it is stored.
    """

    def __init__(self, *args, html=ArticleHTML, **kwargs):
        self.html = html
        super().__init__(*args, **kwargs)

    def pre_save(self, instance, add):
        clean = self.html.sanitised(super().pre_save(instance, add) or "")
        setattr(instance, self.attname, clean)
        return clean

    def from_db_value(self, value, expression, connection):
        return value if value is None else self.html(value)  # sanitised by pre_save

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class _Rewrite(Filter):
    """What an article's tags become: without the wordless, renamed, at home on this host."""

    def __iter__(self):
        silent = None  # the wordless tag that we are in
        linked = 0  # how many links we are in; a link cannot hold another
        for token in super().__iter__():
            name, kind = token.get("name"), token["type"]
            if silent:
                silent = None if kind == "EndTag" and name == silent else silent
            elif name in WORDLESS:
                silent = name if kind == "StartTag" else None
            elif name in FOREIGN or (name == "img" and not _at_home(_attribute(token, "src"))):
                yield from (link := list(self.link_instead(token, linked)))
                # What stands between its tags is for browsers that cannot show it.
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


def _at_home(address: str) -> bool:
    return address.startswith((settings.MEDIA_URL, f"{settings.SITE_URL}{settings.MEDIA_URL}"))


def _is_web_address(address: str) -> bool:
    """Whether `address` leads to a web page, without a user name that hides where."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return False


def _as_a_readers_link(attributes, new=False):
    """Callback of the linkifier: mark a reader's link as such, or (None) take the link off."""
    address = attributes.get((None, "href"), "").strip()
    if not _is_web_address(address):
        return None
    return {
        (None, "href"): address,
        (None, "rel"): "nofollow ugc noopener",
        "_text": attributes.get("_text", ""),
    }


# A cleaner keeps its parser's state and must not be shared by threads: each use makes its own.
_LINKIFY = partial(
    LinkifyFilter, callbacks=[_as_a_readers_link], skip_tags={"code"}, url_re=PLAIN_ADDRESS
)
_CommentRules = partial(Cleaner, tags=COMMENT_TAGS, protocols={"http", "https"})
_RewriteComment = partial(_CommentRules, attributes={"a": ["href"]}, filters=[_LINKIFY])
_CleanComment = partial(_CommentRules, attributes={"a": ["href", "rel"]}, strip=True)
_ArticleRules = partial(Cleaner, protocols={"http", "https", "mailto", "tel"}, strip=True)
_RewriteArticle = partial(
    _ArticleRules,
    tags=ARTICLE_TAGS | WORDLESS | FOREIGN | set(RENAMED),
    attributes=ARTICLE_ATTRIBUTES | {tag: ["src", "data"] for tag in FOREIGN},
    filters=[_Rewrite],
)
_CleanArticle = partial(_ArticleRules, tags=ARTICLE_TAGS, attributes=ARTICLE_ATTRIBUTES)


def _sanitised(cleaner: Cleaner, draft: str) -> str:
    """Sanitise until nothing changes; parsers disagree most about the first round."""
    clean = cleaner.clean(draft)
    while (again := EMPTY_PARAGRAPH.sub("", cleaner.clean(clean))) != clean:
        clean = again
    return clean.strip()
