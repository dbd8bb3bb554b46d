"""Sanitised HTML: the only package that marks any HTML as safe.

Whatever the source (form, editor, importer), HTML is made first and sanitised last, by bleach, when
it is written; the stored HTML is shown as it is. No formatter runs after the sanitiser, and
sanitising a second time changes nothing.

There are two sets of rules: for articles, by editors and importers, and for comments, by strangers.
"""

from newsroom.html.allowed import ARTICLE_TAGS, COMMENT_TAGS
from newsroom.html.anchors import links
from newsroom.html.field import HTMLField
from newsroom.html.figures import LibraryPicture, collapsed
from newsroom.html.for_readers import minutes, with_beginning, with_scrollers
from newsroom.html.link_cards import card, site, with_cards
from newsroom.html.marks import quoted
from newsroom.html.plain_text import (
    count_links,
    cut,
    json_ld_script,
    paragraphs,
    plain,
    with_absolute_urls,
    with_line_breaks,
)
from newsroom.html.rule_book import PULL_QUOTE
from newsroom.html.sanitising import (
    ArticleHTML,
    CommentHTML,
    article,
    clean_comment,
    comment,
    without_links,
)
from newsroom.html.schemes import completed, with_completed_links

__all__ = [
    "ARTICLE_TAGS",
    "COMMENT_TAGS",
    "PULL_QUOTE",
    "ArticleHTML",
    "CommentHTML",
    "HTMLField",
    "LibraryPicture",
    "article",
    "card",
    "clean_comment",
    "collapsed",
    "comment",
    "completed",
    "count_links",
    "cut",
    "json_ld_script",
    "links",
    "minutes",
    "paragraphs",
    "plain",
    "quoted",
    "site",
    "with_absolute_urls",
    "with_beginning",
    "with_cards",
    "with_completed_links",
    "with_line_breaks",
    "with_scrollers",
    "without_links",
]
