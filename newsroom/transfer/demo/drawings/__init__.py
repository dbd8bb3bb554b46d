"""The demo paper's pictures: flat landscapes in few colours, drawn by rule instead of borrowed.

A picture is layers from the back to the front: sky, sun, a far shore, then what its scene is
about. A seed chooses palette and composition; the same seed gives the same picture.
"""

import random

from PIL import Image

from newsroom.transfer.demo.drawings.canvas import HORIZON, Canvas
from newsroom.transfer.demo.drawings.scenes import SCENES


def draw(scene: str, seed: str) -> Image.Image:
    """Return the picture (RGB, 1600 × 900 pixels) of `scene`, one of SCENES, for `seed`."""
    chance = random.Random(f"{scene}:{seed}")  # noqa: S311 (a choice of colours, not a secret)
    canvas = Canvas(chance)
    canvas.sky()
    canvas.sun()
    canvas.shore(HORIZON - 40, 60, canvas.far)
    SCENES[scene](canvas)
    return canvas.image
