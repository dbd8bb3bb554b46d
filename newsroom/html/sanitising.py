"""HTML is made first and sanitised last; the types of what comes out are the proof of it."""

import re
from html import escape, unescape

from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from newsroom.html.allowed import CleanArticle, CleanComment, RewriteArticle, RewriteComment
from newsroom.html.marks import marked
from newsroom.html.parsing import Cleaner
from newsroom.html.plain_text import TAG, paragraphs

EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*+</p>")  # \s is a no-break blank as well
MOST_ROUNDS = 9
MOST_ELEMENTS = 300  # of one comment; a parser takes far longer for them than for words


def _text(raw) -> str:
    """Return it if it is text; an expression would be sanitised as the words that describe it."""
    if isinstance(raw, str):
        return raw
    raise TypeError(f"{raw!r} is no text.")


class ArticleHTML(SafeString):
    """HTML that `article` has sanitised: its type is the proof, so nobody does it twice."""

    @classmethod
    def sanitised(cls, raw: str) -> "ArticleHTML":
        return raw if isinstance(raw, cls) else article(_text(raw))


class CommentHTML(SafeString):
    """HTML that `clean_comment` has sanitised."""

    @classmethod
    def sanitised(cls, raw: str) -> "CommentHTML":
        return raw if isinstance(raw, cls) else clean_comment(_text(raw))


def article(raw: str) -> ArticleHTML:
    """Return the HTML of an article's body as it will be stored: sanitised, canonical.

    Tags that are not prose are taken off, scripts and styles with all they hold; pictures
    and players on other hosts become links to them.
    """
    draft = RewriteArticle().clean(normalize_newlines(raw))
    return ArticleHTML(_sanitised(CleanArticle(), EMPTY_PARAGRAPH.sub("", draft)))


def comment(raw: str, *, strip: bool = False) -> CommentHTML:
    """Return the HTML of a comment as it will be stored, from the text as it was typed.

    Blank lines part paragraphs, addresses become links, *emphasis*, "> " before a quotation and a
    few tags work. Other tags are shown as they were typed. With `strip`, for comments from
    elsewhere, they are taken off, and there are no marks: elsewhere a star was a star.
    Where there are more marks and tags than anybody means, all of it is shown as it was typed.
    """
    draft = paragraphs(raw) if strip else marked(raw)
    if _elements(draft) + draft.count("://") <= MOST_ELEMENTS:
        draft = RewriteComment(strip=strip).clean(draft)
        # Counted again: tags that are never closed are opened anew in each paragraph.
        if _elements(draft) <= MOST_ELEMENTS:
            return clean_comment(EMPTY_PARAGRAPH.sub("", draft))
    return _as_typed(unescape(TAG.sub("", raw)) if strip else raw)


def _elements(draft: str) -> int:
    """How many elements a parser would make of it at most, or what takes it as long."""
    closed = draft.count("</")
    return max(draft.count("<") - closed, closed) + draft.count("&") // 2


def _as_typed(raw: str) -> CommentHTML:
    """Return typed text with its paragraphs and line ends, no other mark; it needs no parser."""
    return CommentHTML(paragraphs(escape(raw, quote=False)))


def clean_comment(draft: str) -> CommentHTML:
    """Return the HTML of a comment, sanitised; what `comment` returns stays as it is."""
    return CommentHTML(_sanitised(CleanComment(), draft))


def _sanitised(cleaner: Cleaner, draft: str) -> str:
    """Sanitise until nothing changes; parsers disagree most about the first round."""
    for _round in range(MOST_ROUNDS):
        clean = EMPTY_PARAGRAPH.sub("", cleaner.clean(draft)).strip()
        if clean == draft:
            return clean
        draft = clean
    return escape(draft)  # whatever it is, it will be shown as text
