"""The card of an article for social networks: its headline, the paper's name, and its picture.

Drawn once by the worker, never for a page. The typeface stands beside this file (SIL OFL 1.1), for
Pillow reads no WOFF2; a headline in a script that it lacks is not drawn at all.
"""

import io
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from articles.pictures.renditions import CARD, CARD_QUALITY, Focus, card_box

TYPEFACE = Path(__file__).parent / "typeface" / "Literata.ttf"
DRAWING = 1  # a new number for another look: what was drawn before is drawn anew
# Colours of static/css/tokens.css, in the light.
PAPER, INK, SOFT, ACCENT = "#fcfbf8", "#1c1a17", "#5f5a51", "#8c1c2f"
MARGIN = 64  # pixels, as all below
PICTURE = 500  # the width of the picture, at the end
BAR = (72, 8)
NAME = 34
SIZES = range(92, 35, -4)  # of a headline, the largest first
LEADING = 1.14  # times the size
NOT_A_CHARACTER = "\uffff"  # of which no typeface has a shape


@lru_cache(maxsize=32)
def typeface(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(TYPEFACE, size)


def plain(text: str) -> str:
    """Return `text` on one line, composed, without signs that have no shape."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(each for each in composed if unicodedata.category(each) not in ("Cf", "Cc"))


def has_shapes(text: str) -> bool:
    """Return True if the typeface has all characters of `text`, and there is one."""
    shapes = {_shape(each) for each in set(plain(text)) - {" "}}
    return bool(shapes) and _shape(NOT_A_CHARACTER) not in shapes


@lru_cache(maxsize=1024)
def _shape(character: str) -> tuple:
    mask = typeface(48).getmask(character)
    return mask.size, bytes(mask)


def draw(name: str, headline: str, picture: Image.Image | None, focus: Focus) -> bytes:
    """Return a JPEG of the size CARD; the name is left out where the typeface lacks its script."""
    card = Image.new("RGB", CARD, PAPER)
    width = CARD[0] - 2 * MARGIN
    if picture:
        shape = (PICTURE, CARD[1])
        box = card_box(picture.size, focus, shape)
        part = picture.resize(shape, Image.Resampling.LANCZOS, box)
        card.paste(part, (CARD[0] - PICTURE, 0))
        width -= PICTURE
    brush = ImageDraw.Draw(card)
    brush.rectangle((MARGIN, MARGIN, MARGIN + BAR[0], MARGIN + BAR[1] - 1), fill=ACCENT)
    foot = CARD[1] - MARGIN
    if has_shapes(name):
        foot -= NAME
        line = _shortened(plain(name), typeface(NAME), width)
        brush.text((MARGIN, CARD[1] - MARGIN), line, SOFT, typeface(NAME), anchor="ls")
    top = MARGIN + BAR[1] + MARGIN // 2
    size, lines = fitted(plain(headline), width, foot - top - MARGIN // 2)
    for number, line in enumerate(lines):
        where = (MARGIN, top + round(number * size * LEADING))
        brush.text(where, line, INK, typeface(size), anchor="la")
    output = io.BytesIO()
    card.save(output, "JPEG", quality=CARD_QUALITY, optimize=True, progressive=True)
    return output.getvalue()


def fitted(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """Return the largest of SIZES at which `text` fits, and its lines; cut at the smallest."""
    words = text.split()
    for size in SIZES:
        lines = list(_lines(words, typeface(size), width))
        # A word is broken only where no size has room for it.
        is_whole = all(typeface(size).getlength(word) <= width for word in words)
        if len(lines) * size * LEADING <= height and (is_whole or size == SIZES[-1]):
            return size, lines
    most = int(height / (size * LEADING))
    return size, [*lines[: most - 1], _shortened(f"{lines[most - 1]}…", typeface(size), width)]


def _lines(words: list[str], font, width: int) -> Iterator[str]:
    """Yield lines that are no wider than `width`; a word that is wider is hyphenated."""
    line = ""
    for word in words:
        if line and font.getlength(f"{line} {word}") > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while font.getlength(line) > width:
            kept = _longest(line, font, width)
            yield f"{line[:kept]}-"
            line = line[kept:]
    if line:
        yield line


def _longest(word: str, font, width: int) -> int:
    """Return how many letters of `word` have room before a hyphen: one at least."""
    fits = (at for at in range(len(word) - 1, 1, -1) if font.getlength(f"{word[:at]}-") <= width)
    return next(fits, 1)


def _shortened(line: str, font, width: int) -> str:
    while font.getlength(line) > width and len(line) > 1:
        line = f"{line.removesuffix('…')[:-1].rstrip()}…"
    return line
