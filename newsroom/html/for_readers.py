"""What a page adds to the stored HTML of a text for those who read it."""

import re
from collections.abc import Mapping

from newsroom.html.plain_text import plain
from newsroom.html.sanitising import ArticleHTML

SCROLLED = re.compile(r"<(table|pre)\b(?:(?!</?\1\b).)*+</\1>", re.S)
BEGINNING = re.compile(r"(?:<p(?: [a-z]+=\"[^\"<>]*\")*+>)?")
# Two ideographs or five letters of Thai are about a word: nothing stands between those.
WITHOUT_BLANKS = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(
    rf"[\u3040-\u30ff\u3400-\u9fff]{{1,2}}|[\u0e00-\u0e7f]{{1,5}}|(?:(?![{WITHOUT_BLANKS}])[\w'’])+"
)
A_MINUTE = 220  # words; as in static/desk/drawer.js


def with_scrollers(stored: str, names: Mapping[str, str]) -> ArticleHTML:
    """Return the HTML with each table and block of code in a box that keys scroll, too.

    `names` tells by the tag what the box is called.
    """
    box = '<div class="scroller" role="group" aria-label="{}" tabindex="0">{}</div>'
    return ArticleHTML(SCROLLED.sub(lambda part: box.format(names[part[1]], part[0]), stored))


def with_beginning(stored: str, beginning: ArticleHTML) -> ArticleHTML:
    """Return the HTML with words at the beginning of its first sentence."""
    at = BEGINNING.match(stored).end()  # type: ignore[union-attr]
    words = beginning if at else f"<p>{beginning}</p>"
    return ArticleHTML(f"{stored[:at]}{words}{stored[at:]}")


def minutes(stored: str) -> int:
    """Return how long it takes to read the HTML, in minutes."""
    words = sum(1 for _word in WORD.finditer(plain(stored)))
    return -(-words // A_MINUTE)
