"""Stored HTML in pieces: its paragraphs, and whatever else stands beside them."""

import re

from newsroom.html.plain_text import TAG

NAME = re.compile(r"[a-z0-9]+", re.I)
VOID = {"br", "col", "hr", "img", "source", "wbr"}
# What stands within a line; all else begins a piece of its own.
WITHIN = {
    *("a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd"),
    *("mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u"),
}


def blocks(stored: str) -> list[str]:
    """Return the outermost pieces of sanitised HTML, without the blanks between them.

    Words that stand outside of every paragraph are a piece, too.
    """
    pieces, start, depth = [], 0, 0
    for tag in TAG.finditer(stored):
        name = NAME.findall(tag[0])[0].lower()
        is_piece, is_end = name not in WITHIN, tag[0].startswith("</")
        if is_piece and not depth and not is_end:
            pieces.append(stored[start : tag.start()])
            start = tag.start()
        depth = max(0, depth + (0 if name in VOID else -1 if is_end else 1))
        if is_piece and not depth:
            pieces.append(stored[start : tag.end()])
            start = tag.end()
    pieces.append(stored[start:])
    return [piece.strip() for piece in pieces if piece.strip()]
