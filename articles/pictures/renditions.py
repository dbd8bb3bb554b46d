"""Renditions of a picture: three widths in three formats, and a card for social networks.

The picture's row lists the existing ones (`ready_widths`, `card`). Their names follow from the
random name of the picture, `pictures/0f3a….jpg`: a width is `pictures/0f3a….480.avif`, and the card
around a point is `pictures/0f3a….card-50-50.jpg`. So a page needs no query and no access to the
storage to name them.
"""

import io
from collections.abc import Iterator

from PIL import Image

WIDTHS = (480, 960, 1600)  # pixels
CARD = (1200, 630)  # pixels; what social networks show whole
CARD_QUALITY = 82

Size = tuple[int, int]  # width, height; pixels
Focus = tuple[int, int]  # from the left, from the top; percent

# By the endings of their names, the smallest first: a browser takes the first that it knows.
FORMATS = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 6},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


def widths(width: int) -> list[int]:
    return sorted({min(width, each) for each in WIDTHS})


def name(file: str, width: int, ending: str) -> str:
    return f"{file.removesuffix('.jpg')}.{width}.{ending}"


def names(file: str, width: int) -> list[str]:
    return [name(file, each, ending) for each in widths(width) for ending in FORMATS]


def card_name(file: str, focus: Focus) -> str:
    left, top = focus
    return f"{file.removesuffix('.jpg')}.card-{left}-{top}.jpg"


def card_size(size: Size) -> Size:
    """Return the size of the card in pixels: CARD, or less for a smaller picture."""
    left, top, right, bottom = card_box(size, (50, 50))
    return min(right - left, CARD[0]), min(bottom - top, CARD[1])


def card_box(size: Size, focus: Focus, shape: Size = CARD) -> tuple[int, int, int, int]:
    """Return the largest box (left, top, right, bottom) of a `shape`, as near to `focus` as
    fits."""
    scale = min(size[0] / shape[0], size[1] / shape[1])
    part = [max(1, round(side * scale)) for side in shape]
    left, top = (
        min(max(round(whole * percent / 100 - kept / 2), 0), whole - kept)
        for whole, percent, kept in zip(size, focus, part, strict=True)
    )
    return left, top, left + part[0], top + part[1]


def open_jpeg(file) -> Image.Image:
    """Return the pixels of a stored JPEG. Raise OSError if it is damaged."""
    with file.open() as stored:
        image = Image.open(stored, formats=["JPEG"]).convert("RGB")
    image.info = {}
    return image


def render_all(image: Image.Image, file: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each rendition of `image`, stored as `file`."""
    for width in widths(image.width):
        height = max(1, round(image.height * width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS)
        for ending, options in FORMATS.items():
            yield name(file, width, ending), _encoded(smaller, **options)


def render_card(image: Image.Image, focus: Focus) -> bytes:
    box = card_box(image.size, focus)
    card = image.resize(card_size(image.size), Image.Resampling.LANCZOS, box)
    return _encoded(card, format="JPEG", quality=CARD_QUALITY, optimize=True, progressive=True)


def _encoded(image, **options):
    output = io.BytesIO()
    image.save(output, **options)
    return output.getvalue()
