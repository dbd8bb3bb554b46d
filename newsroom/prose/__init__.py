"""The last word on stored HTML, and the only place that calls any of it safe.

Whatever the way in (form, editor, importer), HTML is made first and sanitised last, by bleach,
when it is written; what is stored is what is shown. A formatter that runs after the
sanitiser is how comment sections get broken, so here none does: sanitising a second time
changes nothing.

Two rule books: articles, written by editors and brought by importers; and comments, written
by strangers.
"""

from newsroom.prose.field import ProseField
from newsroom.prose.marks import quoted
from newsroom.prose.rules import ARTICLE_TAGS, COMMENT_TAGS, PULL_QUOTE
from newsroom.prose.sanitising import (
    ArticleHTML,
    CommentHTML,
    article,
    clean_comment,
    comment,
)
from newsroom.prose.words import (
    cut,
    data_block,
    lines,
    links,
    paragraphs,
    plain,
    with_whole_addresses,
)

__all__ = [
    "ARTICLE_TAGS",
    "COMMENT_TAGS",
    "PULL_QUOTE",
    "ArticleHTML",
    "CommentHTML",
    "ProseField",
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
