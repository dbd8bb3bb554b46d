"""The last word on stored HTML, and the only place that calls any of it safe.

Whatever the way in (form, editor, importer), HTML is made first and sanitised last, by bleach,
when it is written; what is stored is what is shown. A formatter that runs after the
sanitiser is how comment sections get broken, so here none does: sanitising a second time
changes nothing.

Two rule books: articles, written by editors and brought by importers; and comments, written
by strangers.
"""

from newsroom.html.allowed import ARTICLE_TAGS, COMMENT_TAGS, PULL_QUOTE
from newsroom.html.field import HTMLField
from newsroom.html.marks import quoted
from newsroom.html.plain_text import (
    cut,
    data_block,
    lines,
    links,
    paragraphs,
    plain,
    with_whole_addresses,
)
from newsroom.html.sanitising import (
    ArticleHTML,
    CommentHTML,
    article,
    clean_comment,
    comment,
)

__all__ = [
    "ARTICLE_TAGS",
    "COMMENT_TAGS",
    "PULL_QUOTE",
    "ArticleHTML",
    "CommentHTML",
    "HTMLField",
    "article",
    "clean_comment",
    "comment",
    "cut",
    "data_block",
    "lines",
    "links",
    "paragraphs",
    "plain",
    "quoted",
    "with_whole_addresses",
]
