"""Footnotes of WordPress' block editor, as those of our rule book.

A mark is `<sup data-fn="KEY" class="fn"><a href="#KEY" id="KEY-link">1</a></sup>` in the text; the
notes are JSON in the item's meta data ("footnotes": `[{"id": KEY, "content": HTML}, …]`), and
`<!-- wp:footnotes /-->` says where they are listed.
"""

import json
import re
from collections.abc import Iterator

from newsroom.html.rule_book import FOOTNOTES
from newsroom.importing.wordpress.item import Item

MARK = re.compile(
    r"<sup\b[^<>]*\bdata-fn=[\"']([\w-]+)[\"'][^<>]*>(?:(?!</?sup\b).)*+</sup>", re.S | re.I
)
PLACE = re.compile(r"<!-- wp:footnotes\b[^<>]*/-->")


def in_text(item: Item) -> str:
    """Return the item's content with its marks and notes; a note without a mark is kept as well."""
    notes = dict(_notes(item))
    if not notes:
        return item.content
    marked = dict.fromkeys(key for key in MARK.findall(item.content) if key in notes)
    order = [*marked, *(key for key in notes if key not in marked)]
    numbers = {key: number for number, key in enumerate(order, 1)}
    text = MARK.sub(lambda mark: _mark(mark, numbers), item.content)
    listed = "".join(_note(number, notes[key], key in marked) for key, number in numbers.items())
    listed = f'<ol class="{FOOTNOTES}">{listed}</ol>'
    place = PLACE.search(text)
    if not place:
        return f"{text}\n\n{listed}"
    return text[: place.start()] + listed + text[place.end() :]


def _notes(item: Item) -> Iterator[tuple[str, str]]:
    try:
        found = json.loads(item.value(FOOTNOTES) or "[]")
    except ValueError:
        return
    for note in found if isinstance(found, list) else []:
        if isinstance(note, dict) and isinstance(note.get("id"), str):
            yield note["id"], str(note.get("content", ""))


def _mark(mark: re.Match, numbers: dict[str, int]) -> str:
    number = numbers.get(mark[1])
    if number is None:
        return mark[0]
    return f'<sup><a href="#fn-{number}" id="fnref-{number}">{number}</a></sup>'


def _note(number: int, words: str, has_mark: bool) -> str:
    back = f' <a href="#fnref-{number}">↩</a>' if has_mark else ""
    return f'<li id="fn-{number}">{words}{back}</li>'
