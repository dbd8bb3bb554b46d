"""The palettes: each is a mood, with few enough colours for a linocut."""

from typing import NamedTuple

RGB = tuple[int, int, int]


class Palette(NamedTuple):
    """The colours of the sky from top to horizon, of the objects, and one bright ink."""

    top: RGB
    low: RGB
    sun: RGB
    far: RGB
    near: RGB
    ink: RGB
    light: RGB
    accent: RGB


def rgb(code: str) -> RGB:
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def inks(codes: str) -> Palette:
    return Palette(*map(rgb, codes.split()))


def blended(first: RGB, second: RGB, share: float) -> RGB:
    """Return the colour between two, `share` of the way from the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


PAPER = rgb("f4eee0")
SHELVES = [rgb(code) for code in "9c3527 d39a3c 3f6474 6d8b63 e6dcc6 7c4a5a".split()]

DAWN = inks("2f4d66 f3bb8c fff1d6 8a8b97 3d5166 14212d ffdb9c b23c2b")
MINT = inks("7fb5b3 efe9d2 fffbef 83aaa3 3f6f70 15302f f8e8b6 d4562c")
ROSE = inks("553252 f0977e ffe3bd 95566b 54304a 20121e ffd08f dfa93a")
NIGHT = inks("0c1c2d 40708a f6ecd0 2d5066 17344a 07131c ffcf70 c4472f")
STRAW = inks("d79c41 f8e7bd fffbea c4955a 75603d 2a2316 fff2c6 a4371f")
NORTH = inks("5b6e80 d9dcd4 f8f5ea 8e9da4 495c6e 18222d fae19a c94f38")
PINE = inks("24493f dbe0b3 fff7da 729679 33594a 10231e ffe79a d0682f")

ALL = [DAWN, MINT, ROSE, NIGHT, STRAW, NORTH, PINE]
COLD = [NIGHT, NORTH, DAWN, PINE]
DUSK = [DAWN, ROSE, NIGHT, PINE, NORTH]
