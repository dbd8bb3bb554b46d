"""HTML is made first and sanitised last; the types of what comes out are the proof of it."""

import re

from bleach.sanitizer import Cleaner
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from newsroom.prose.marks import marked
from newsroom.prose.rules import CleanArticle, CleanComment, RewriteArticle, RewriteComment
from newsroom.prose.words import paragraphs

EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*+</p>")  # \s is a no-break blank as well
MOST_ROUNDS = 8
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
    draft = RewriteArticle().clean(normalize_newlines(raw))
    return ArticleHTML(_sanitised(CleanArticle(), EMPTY_PARAGRAPH.sub("", draft)))


def comment(raw: str, *, strip: bool = False) -> CommentHTML:
    """Return the HTML of a comment as it will be stored, from the text as it was typed.

    Blank lines part paragraphs, addresses become links, *emphasis*, "> " before a quotation and a
    few tags work. Other tags are shown as they were typed. With `strip`, for comments from
    elsewhere, they are taken off, and there are no marks: elsewhere a star was a star.
    """
    if raw.count("<") > NESTED_TOO_OFTEN:
        raw = escape(raw)
    draft = RewriteComment(strip=strip).clean(paragraphs(raw) if strip else marked(raw))
    return clean_comment(EMPTY_PARAGRAPH.sub("", draft))


def clean_comment(draft: str) -> CommentHTML:
    """Return the HTML of a comment, sanitised; what `comment` returns stays as it is."""
    return CommentHTML(_sanitised(CleanComment(), draft))


def _sanitised(cleaner: Cleaner, draft: str) -> str:
    """Sanitise until nothing changes; parsers disagree most about the first round."""
    clean = cleaner.clean(draft)
    for _round in range(MOST_ROUNDS):
        again = EMPTY_PARAGRAPH.sub("", cleaner.clean(clean)).strip()
        if again == clean:
            return clean
        clean = again
    return escape(clean)  # whatever it is, it will be shown as text
