"""What an article may hold: the one list of its tags and their attributes.

The sanitiser lets this through, the editor's schema is made of it (articles/editor.py), and what is
imported, exported and fed went through the sanitiser.
"""

import re

PULL_QUOTE = "pullquote"  # the class of a quotation that stands out of the text
LINK_CARD = "link-card"  # the class of a figure that is a link (link_cards.py)
FOOTNOTES = "footnotes"  # the class of the list of notes below a text

EVERYWHERE = ("dir", "lang")
INLINE: dict[str, tuple[str, ...]] = {
    "a": ("href", "title", "id"),
    "abbr": ("title",),
    "b": (),
    "cite": (),
    "code": ("class",),
    "del": (),
    "dfn": (),
    "em": (),
    "i": (),
    "ins": (),
    "kbd": (),
    "mark": (),
    "q": ("cite",),
    "s": (),
    "small": (),
    "strong": (),
    "sub": (),
    "sup": (),
    "time": ("datetime",),
    "u": (),
}
EMPTY: dict[str, tuple[str, ...]] = {
    "br": (),
    "img": ("alt", "data-picture", "height", "role", "src", "width"),
}
BLOCKS: dict[str, tuple[str, ...]] = {
    "aside": (),  # a note in the margin, where there is one
    "blockquote": ("cite", "class"),
    "dd": (),
    "dl": (),
    "dt": (),
    "figcaption": (),
    "figure": ("class",),
    "h2": (),
    "h3": (),
    "h4": (),
    "hr": (),
    "li": ("id",),
    "ol": ("class", "start"),
    "p": (),
    "pre": (),
    "ul": (),
}
TABLE: dict[str, tuple[str, ...]] = {
    "caption": (),
    "col": (),
    "colgroup": (),
    "table": (),
    "tbody": (),
    "td": ("colspan", "rowspan"),
    "tfoot": (),
    "th": ("colspan", "rowspan", "scope"),
    "thead": (),
    "tr": (),
}
ATTRIBUTES = INLINE | EMPTY | BLOCKS | TABLE
# A mark and its note lead to each other. No other id: it could pass for one of the page's own.
VALUES = {
    ("a", "id"): re.compile(r"fnref-[\w-]{1,60}", re.A),
    ("li", "id"): re.compile(r"fn-[\w-]{1,60}", re.A),
    ("blockquote", "class"): re.compile(PULL_QUOTE),
    # How wide it is; several pictures; a link with its title.
    ("figure", "class"): re.compile(rf"(?:gallery )?(?:wide|full)|gallery|{LINK_CARD}"),
    # The number of a picture of the library (figures.py); it has no words because it needs none.
    ("img", "data-picture"): re.compile(r"[1-9][0-9]{0,17}", re.A),
    ("img", "role"): re.compile("presentation"),
    ("code", "class"): re.compile(r"language-[\w+#.-]{1,40}", re.A),
    ("ol", "class"): re.compile(FOOTNOTES),
}


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Return True if the tag may have that attribute; `bleach` checks the schemes of addresses."""
    if name in EVERYWHERE:
        return True
    pattern = VALUES.get((tag, name))
    return name in ATTRIBUTES.get(tag, ()) and (not pattern or bool(pattern.fullmatch(value)))
