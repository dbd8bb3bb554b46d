"""What readers get of a picture: three widths in three formats, and a card for social networks.

Which of them there are is kept in the picture's row (`ready_widths`, `card`). The names follow
from the random name of the picture itself, `pictures/0f3a….jpg`: a width is
`pictures/0f3a….480.avif`, and the card around a point is `pictures/0f3a….card-50-50.jpg`. So a
page needs neither a query nor a look at the storage to name them.
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
    """The widths made of a picture that is `width` pixels wide; never more than it has."""
    return sorted({min(width, each) for each in WIDTHS})


def name(file: str, width: int, ending: str) -> str:
    """How a rendition of the picture stored as `file` is stored."""
    return f"{file.removesuffix('.jpg')}.{width}.{ending}"


def names(file: str, width: int) -> list[str]:
    return [name(file, each, ending) for each in widths(width) for ending in FORMATS]


def card_name(file: str, focus: Focus) -> str:
    left, top = focus
    return f"{file.removesuffix('.jpg')}.card-{left}-{top}.jpg"


def card_size(size: Size) -> Size:
    """The size of the card of a picture of `size`: CARD, or less if it has no more pixels."""
    left, top, right, bottom = card_box(size, (50, 50))
    return min(right - left, CARD[0]), min(bottom - top, CARD[1])


def card_box(size: Size, focus: Focus) -> tuple[int, int, int, int]:
    """The largest part (left, top, right, bottom) of CARD's shape, as near to `focus` as fits."""
    scale = min(size[0] / CARD[0], size[1] / CARD[1])
    part = [max(1, round(side * scale)) for side in CARD]
    left, top = (
        min(max(round(whole * percent / 100 - kept / 2), 0), whole - kept)
        for whole, percent, kept in zip(size, focus, part, strict=True)
    )
    return left, top, left + part[0], top + part[1]


def opened(file) -> Image.Image:
    """The pixels of a stored JPEG, and nothing else of it; raises OSError if it is damaged."""
    with file.open() as stored:
        image = Image.open(stored, formats=["JPEG"]).convert("RGB")
    image.info = {}
    return image


def made(image: Image.Image, file: str) -> Iterator[tuple[str, bytes]]:
    """Every rendition of `image`, stored as `file`: its name and its bytes."""
    for width in widths(image.width):
        height = max(1, round(image.height * width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS)
        for ending, options in FORMATS.items():
            yield name(file, width, ending), _encoded(smaller, **options)


def made_card(image: Image.Image, focus: Focus) -> bytes:
    """The card of `image` around `focus`, as a JPEG."""
    box = card_box(image.size, focus)
    card = image.resize(card_size(image.size), Image.Resampling.LANCZOS, box)
    return _encoded(card, format="JPEG", quality=CARD_QUALITY, optimize=True, progressive=True)


def _encoded(image, **options):
    output = io.BytesIO()
    image.save(output, **options)
    return output.getvalue()
