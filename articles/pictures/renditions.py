"""The sizes and formats in which a picture goes over the wire, and the card for social networks.

Their names follow from the picture's own, which is random: pictures/ab12.jpg has
pictures/ab12-480.avif. A picture is never made larger than it is.
"""

import io
from collections.abc import Iterator

from PIL import Image

WIDTHS = (480, 960, 1600)  # pixels
FORMATS = {
    "avif": {"quality": 58, "speed": 6},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
CARD = (1200, 630)  # pixels, as Open Graph's readers recommend


def widths(own_width: int) -> list[int]:
    """The widths in which a picture is kept that is `own_width` pixels wide."""
    return sorted({min(width, own_width) for width in WIDTHS})


def name(original: str, width: int, form: str) -> str:
    return f"{original.removesuffix('.jpg')}-{width}.{'jpg' if form == 'jpeg' else form}"


def card_name(original: str) -> str:
    return f"{original.removesuffix('.jpg')}-card.jpg"


def names(original: str, made: list[int]) -> list[str]:
    """All files that were made of `original` in the widths `made`."""
    files = [name(original, width, form) for width in made for form in FORMATS]
    return [*files, card_name(original)] if made else []


def make(original: str, file, focus: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each rendition of the picture in `file`, and of its card.

    `focus` is the place that must stay in sight, in per cent from the left and from the top.
    """
    image = Image.open(file)
    image.load()
    for width in widths(image.width):
        small = image.resize((width, max(1, round(image.height * width / image.width))))
        for form, options in FORMATS.items():
            yield name(original, width, form), _encoded(small, form, options)
    yield card_name(original), _encoded(_card(image, focus), "jpeg", FORMATS["jpeg"])


def _card(image, focus):
    """The largest part of the form of a card, its middle as near to `focus` as can be."""
    scale = min(image.width / CARD[0], image.height / CARD[1])
    width, height = CARD[0] * scale, CARD[1] * scale
    left = max(min(image.width * focus[0] / 100 - width / 2, image.width - width), 0)
    top = max(min(image.height * focus[1] / 100 - height / 2, image.height - height), 0)
    right, bottom = min(left + width, image.width), min(top + height, image.height)
    return image.resize(CARD, box=(left, top, right, bottom))


def _encoded(image, form, options) -> bytes:
    output = io.BytesIO()
    image.save(output, form.upper(), **options)
    return output.getvalue()
