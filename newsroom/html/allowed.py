"""The tags, attributes and protocols allowed in articles and in comments."""

import re
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

# A cleaner keeps its parser's state and must not be shared by threads: each use makes its own.
_LINKIFY = partial(
    LinkifyFilter, callbacks=[as_a_readers_link], skip_tags={"code"}, url_re=PLAIN_ADDRESS
)
_CommentRules = partial(Cleaner, tags=COMMENT_TAGS, protocols={"http", "https"})
RewriteComment = partial(_CommentRules, attributes={"a": ["href"]}, filters=[_LINKIFY])
CleanComment = partial(_CommentRules, attributes={"a": ["href", "rel"]}, strip=True)
CleanQuotation = partial(Cleaner, tags=COMMENT_TAGS - {"a"}, attributes={}, strip=True)
_ArticleRules = partial(Cleaner, protocols={"http", "https", "mailto", "tel"}, strip=True)
RewriteArticle = partial(
    _ArticleRules,
    tags=ARTICLE_TAGS | WORDLESS | FOREIGN | set(RENAMED),
    attributes=_article_attribute,
    filters=[Rewrite],
)
CleanArticle = partial(_ArticleRules, tags=ARTICLE_TAGS, attributes=rule_book.is_allowed)
