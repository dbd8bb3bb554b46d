"""The tags, attributes and protocols allowed in articles and in comments."""

import re
from functools import partial

from bleach.linkifier import LinkifyFilter

from newsroom.html.parsing import Cleaner
from newsroom.html.rewriting import FOREIGN, RENAMED, WORDLESS, Rewrite, as_a_readers_link

INLINE = {"a", "b", "br", "code", "em", "i", "strong"}
COMMENT_TAGS = INLINE | {"blockquote", "p"}
ARTICLE_TAGS = (
    COMMENT_TAGS
    | {"abbr", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "s", "small", "sub", "sup"}
    | {"dd", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "pre", "time", "ul"}
    | {"figcaption", "figure", "img", "u"}
    | {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
PULL_QUOTE = "pullquote"  # the class of a quotation that stands out of the text
FIGURE = re.compile("(gallery )?(wide|full)|gallery")  # how wide it is; several pictures
PICTURE = re.compile("[1-9][0-9]{0,17}")  # the number of a picture of the library (figures.py)


def _of_a_quotation(_tag, name, value):
    return name in ("dir", "lang") or (name == "class" and value == PULL_QUOTE)


def _of_a_figure(_tag, name, value):
    return name in ("dir", "lang") or (name == "class" and bool(FIGURE.fullmatch(value)))


def _of_a_picture(_tag, name, value):
    if name == "data-picture":
        return bool(PICTURE.fullmatch(value))
    if name == "role":
        return value == "presentation"  # it has no words because it needs none
    return name in ("alt", "dir", "height", "lang", "src", "width")


ARTICLE_ATTRIBUTES = {
    "*": ["dir", "lang"],
    "a": ["href", "title"],
    "abbr": ["title"],
    "blockquote": _of_a_quotation,
    "figure": _of_a_figure,
    "img": _of_a_picture,
    "ol": ["start"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "time": ["datetime"],
}
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
_ArticleRules = partial(Cleaner, protocols={"http", "https", "mailto", "tel"}, strip=True)
RewriteArticle = partial(
    _ArticleRules,
    tags=ARTICLE_TAGS | WORDLESS | FOREIGN | set(RENAMED),
    attributes=ARTICLE_ATTRIBUTES | {tag: ["src", "data"] for tag in FOREIGN},
    filters=[Rewrite],
)
CleanArticle = partial(_ArticleRules, tags=ARTICLE_TAGS, attributes=ARTICLE_ATTRIBUTES)
