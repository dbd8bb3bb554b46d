"""The sanitisers and the types of sanitised HTML."""

import re
from html import escape, unescape

from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from newsroom.html.allowed import (
    CleanArticle,
    CleanComment,
    CleanQuotation,
    RewriteArticle,
    RewriteComment,
)
from newsroom.html.link_cards import with_sites
from newsroom.html.marks import marked
from newsroom.html.parsing import Cleaner
from newsroom.html.plain_text import TAG, paragraphs

EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*+</p>")  # \s is a no-break blank as well
# Paragraphs and line ends around words alone, which a sanitiser leaves as they are: no character
# means anything to a parser, and no paragraph begins with a blank. Most comments are so, and a
# parser takes longer for them than everything else that is done with them.
NO_SIGN = r"<>&\x00-\x1f\x7f-\x9f\ud800-\udfff"
WORDS = rf"[^\s{NO_SIGN}][^{NO_SIGN}]*+"
PARAGRAPH = rf"<p>{WORDS}(?:<br>{WORDS})*+</p>"
WORDS_ALONE = re.compile(rf"{PARAGRAPH}(?:\n{PARAGRAPH})*+")
MOST_ROUNDS = 9
MOST_ELEMENTS = 300  # of one comment; a parser takes far longer for them than for words


def _text(raw) -> str:
    """Return `raw`. Raise TypeError for anything but str, such as an expression."""
    if isinstance(raw, str):
        return raw
    raise TypeError(f"{raw!r} is no text.")


class ArticleHTML(SafeString):
    """HTML sanitised by `article`; the type prevents sanitising it twice."""

    @classmethod
    def sanitised(cls, raw: str) -> "ArticleHTML":
        return raw if isinstance(raw, cls) else article(_text(raw))


class CommentHTML(SafeString):
    """HTML sanitised by `clean_comment`."""

    @classmethod
    def sanitised(cls, raw: str) -> "CommentHTML":
        return raw if isinstance(raw, cls) else clean_comment(_text(raw))


def article(raw: str) -> ArticleHTML:
    """Return the HTML of an article's body as it is stored: sanitised and canonical.

    Unknown tags are removed, scripts and styles with their content; pictures and players on other
    hosts become links to them.
    """
    draft = RewriteArticle().clean(normalize_newlines(raw))
    clean = _sanitised(CleanArticle(), EMPTY_PARAGRAPH.sub("", draft))
    return ArticleHTML(with_sites(clean))


def comment(raw: str, *, strip: bool = False) -> CommentHTML:
    """Return the HTML of a comment as it is stored, from the typed text.

    Blank lines end paragraphs, addresses become links; *emphasis*, "> " before a quotation and a
    few tags work. Other tags are shown as typed. With `strip`, for imported comments, they are
    removed, and marks are left alone. Text with too many marks and tags is shown as typed.
    """
    draft = paragraphs(raw) if strip else marked(raw)
    if "://" not in draft and WORDS_ALONE.fullmatch(draft):
        return CommentHTML(draft)
    if _elements(draft) + draft.count("://") <= MOST_ELEMENTS:
        draft = RewriteComment(strip=strip).clean(draft)
        # Counted again: tags that are never closed are opened anew in each paragraph.
        if _elements(draft) <= MOST_ELEMENTS:
            return clean_comment(EMPTY_PARAGRAPH.sub("", draft))
    return _as_typed(unescape(TAG.sub("", raw)) if strip else raw)


def _elements(draft: str) -> int:
    """Return an upper bound of the elements that a parser would create."""
    closed = draft.count("</")
    return max(draft.count("<") - closed, closed) + draft.count("&") // 2


def _as_typed(raw: str) -> CommentHTML:
    """Return typed text as HTML with paragraphs and line ends only, without parsing it."""
    return CommentHTML(paragraphs(escape(raw, quote=False)))


def clean_comment(draft: str) -> CommentHTML:
    """Return the sanitised HTML of a comment; idempotent."""
    return CommentHTML(_sanitised(CleanComment(), draft))


def without_links(body: CommentHTML) -> CommentHTML:
    """Return `body` with the words of its links alone, for where nobody shall follow them."""
    return CommentHTML(_sanitised(CleanQuotation(), body))


def _sanitised(cleaner: Cleaner, draft: str) -> str:
    """Sanitise until nothing changes, for parsers differ most in the first round."""
    for _round in range(MOST_ROUNDS):
        clean = EMPTY_PARAGRAPH.sub("", cleaner.clean(draft)).strip()
        if clean == draft:
            return clean
        draft = clean
    return escape(draft)  # whatever it is, it will be shown as text
