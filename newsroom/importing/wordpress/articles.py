"""Posts and pages as articles."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import CommentPolicy, Kind
from articles.slugs import SLUG, slug_of
from newsroom import html
from newsroom.importing import body, import_text
from newsroom.importing.records import AddressRecord, ArticleRecord, Note
from newsroom.importing.wordpress import addresses, footnotes, shortcodes
from newsroom.importing.wordpress.blog import Blog
from newsroom.importing.wordpress.item import Item
from newsroom.text.cutting import shortened

BLOCKS = "<!-- wp:"  # written in the block editor, with paragraphs of its own
PICTURE_NUMBER = re.compile(r"\bwp-image-(\d+)\b")
GALLERY = re.compile(r"""\[gallery\b[^\[\]]*\bids=["']?([\d, ]+)""")
UPLOAD = re.compile(r"/wp-content/uploads/[^\s\"'<>()?#]+")
SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)")  # WordPress keeps a picture in several sizes
# Of Yoast SEO, Rank Math and All in One SEO.
DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")
EMBED = re.compile(
    r"<figure\b[^<>]*\bwp-block-embed\b[^<>]*>\s*<div\b[^<>]*>\s*(https?://[^\s<>\"']+)\s*</div>"
    r"\s*(?:<figcaption\b[^<>]*>((?:(?!</?fig).)*+)</figcaption>\s*)?</figure>",
    re.I | re.S,
)
HEADLINE_WORDS = 8
HEADLINE = 100  # characters, where no blanks are between the words


def record(item: Item, blog: Blog) -> ArticleRecord:
    """Return the ArticleRecord of `item`, without authors and topics."""
    text = text_of(footnotes.in_text(item), blog)
    published_at = published(item, blog)
    return ArticleRecord(
        source=item.source,
        kind=Kind.PAGE if item.type == "page" else Kind.STORY,
        headline=import_text.line(item.title) or _first_words(text),
        slug=item.slug if SLUG.fullmatch(item.slug) else slug_of(item.slug or item.title),
        lead=html.plain(html.article(item.excerpt)),
        body=text,
        description=_description(item),
        published_at=published_at,
        filed=addresses.filed(item) if published_at else None,
        comment_policy=CommentPolicy.OPEN if item.comments_open else CommentPolicy.CLOSED,
        addresses=tuple(addresses.of(item)),
        pictures=tuple(picture_keys(item)),
        feed_id=item.guid,
    )


def text_of(content: str, blog: Blog) -> str:
    """Return the HTML that the old blog would have rendered from `content`."""
    text = body.outside_of_code(shortcodes.resolved, content)
    text = EMBED.sub(_card, text)
    text = body.outside_of_code(body.lone_addresses_as_cards, text)
    if BLOCKS not in content:
        text = body.with_paragraphs(text)
    return body.at_home(text, blog.address, blog.is_ours)


def _description(item: Item) -> str:
    """Return the description that a plug-in for search engines has; a pattern of its is none."""
    words = next(filter(None, map(item.value, DESCRIPTIONS)), "")
    return "" if "%" in words else import_text.line(words)


def _card(match: re.Match) -> str:
    """Return the card of an embedded page; its caption is the short text."""
    caption = html.plain(html.article(match[2] or ""))
    return html.card(unescape(match[1]), text=caption)


def published(item: Item, blog: Blog) -> datetime | None:
    """Return its publication time in UTC, past or future; None for a draft or private post.

    Without a date in the file it is the time of the export.
    """
    if not item.is_public:
        return None
    return item.moment or blog.written_at or (None if item.is_scheduled else timezone.now())


def notes(item: Item, article: ArticleRecord) -> Iterator[Note]:
    if item.password:
        yield Note(_("It had a password: moved in as a draft."))
    elif item.status == "private":
        yield Note(_("It was private: moved in as a draft."))
    elif article.published_at and not item.moment:
        yield Note(_("Nothing says since when it is public: it has the date of the export."))


def weak_addresses(item: Item, article: ArticleRecord) -> Iterator[AddressRecord]:
    """Yield the addresses that it gets only if unclaimed; none if it is hidden."""
    is_public = article.published_at and article.published_at <= timezone.now()
    if is_public and (guids := tuple(addresses.weak(item))):
        yield AddressRecord(guids, leads_to=(item.source,))


def picture_keys(item: Item) -> Iterator[str]:
    numbers = set(item.meta_values("_thumbnail_id")) | set(PICTURE_NUMBER.findall(item.content))
    for gallery in GALLERY.findall(item.content):
        numbers |= {number.strip() for number in gallery.split(",")}
    for number in sorted(numbers):
        yield picture_key(number)
    for path in sorted(set(UPLOAD.findall(item.content))):
        yield picture_key(path)


def picture_key(number_or_path: str) -> str:
    return f"picture:{SIZE.sub('', number_or_path)}"


def _first_words(text: str) -> str:
    return shortened(
        Truncator(html.plain(text)).words(HEADLINE_WORDS, truncate=" …"), HEADLINE
    ) or _("(untitled)")
