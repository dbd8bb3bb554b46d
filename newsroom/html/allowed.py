"""The tags, attributes and protocols allowed in articles and in comments."""

import re
import threading
from collections.abc import Callable
from functools import partial

from bleach.linkifier import LinkifyFilter

from newsroom.html import rule_book
from newsroom.html.parsing import Cleaner
from newsroom.html.rewriting import FOREIGN, RENAMED, WORDLESS, Rewrite, as_a_readers_link

INLINE = {"a", "b", "br", "code", "em", "i", "strong"}
COMMENT_TAGS = INLINE | {"blockquote", "p"}
ARTICLE_TAGS = set(rule_book.ATTRIBUTES)


def _article_attribute(tag, name, value):
    """Return True if the rule book has it, or it is the address of what becomes a link to it."""
    return rule_book.is_allowed(tag, name, value) or (tag in FOREIGN and name in ("src", "data"))


# Signs that end a sentence belong to an address only if it goes on behind them; those of Chinese
# and quotation marks never do.
ENDS = ".,!?;:'’…·*_–—"
NEVER = '\\s<>"()«»‹›“”„‘「」『』（）《》〈〉【】〔〕。，、；：！？،؛؟।'
IN_ADDRESS = f"[^{NEVER}{ENDS}]"
IN_BRACKETS = rf"\([^{NEVER}]*+\)"
# Linear on any input, unlike bleach's own, which also looks for bare host names.
PLAIN_ADDRESS = re.compile(
    rf"https?://(?:{IN_ADDRESS}|[{ENDS}]++(?={IN_ADDRESS}|{IN_BRACKETS})|{IN_BRACKETS})++", re.I
)


def _once_in_a_thread(make: Callable[..., Cleaner]) -> Callable[..., Cleaner]:
    """Have each thread make a cleaner once: it takes as long as to parse a short comment.

    No two may share one, for it has the state of its parser. Its last text stays in memory, so this
    is for comments alone.
    """
    own = threading.local()

    def of_this_thread(**rules):
        kept, which = vars(own), repr(rules)
        if which not in kept:
            kept[which] = make(**rules)
        return kept[which]

    return of_this_thread


_LINKIFY = partial(
    LinkifyFilter, callbacks=[as_a_readers_link], skip_tags={"code"}, url_re=PLAIN_ADDRESS
)
_CommentRules = partial(Cleaner, tags=COMMENT_TAGS, protocols={"http", "https"})
RewriteComment = _once_in_a_thread(
    partial(_CommentRules, attributes={"a": ["href"]}, filters=[_LINKIFY])
)
CleanComment = _once_in_a_thread(
    partial(_CommentRules, attributes={"a": ["href", "rel"]}, strip=True)
)
CleanQuotation = partial(Cleaner, tags=COMMENT_TAGS - {"a"}, attributes={}, strip=True)
_ArticleRules = partial(Cleaner, protocols={"http", "https", "mailto", "tel"}, strip=True)
RewriteArticle = partial(
    _ArticleRules,
    tags=ARTICLE_TAGS | WORDLESS | FOREIGN | set(RENAMED),
    attributes=_article_attribute,
    filters=[Rewrite],
)
CleanArticle = partial(_ArticleRules, tags=ARTICLE_TAGS, attributes=rule_book.is_allowed)
