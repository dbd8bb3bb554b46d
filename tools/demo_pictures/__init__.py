"""The demo paper's pictures: generated linocuts of an imaginary town.

They are drawn instead of borrowed, so there is no licence to mind. A scene is layers from the back
to the front; a seed chooses the colours and the composition. Each module draws a group of scenes;
`python -m tools.demo_pictures` draws the pictures of newsroom/demo/pictures again.
"""

import random

from PIL import Image

from tools.demo_pictures import buildings, country, storm, town, waterside
from tools.demo_pictures.canvas import Canvas
from tools.demo_pictures.palettes import ALL, COLD, DUSK

SCENES = {
    scene.__name__: scene
    for scene in (
        *(waterside.harbour, waterside.ferry, waterside.lighthouse, storm.storm),
        *(town.skyline, town.tram, town.market),
        *(buildings.court, buildings.library, buildings.school),
        *(country.field, country.snow),
    )
}
MOODS = {"storm": COLD, "snow": COLD, "lighthouse": DUSK, "tram": DUSK}


def draw(scene: str, seed: str) -> Image.Image:
    """Return the picture (RGB, 1600 × 900 pixels) of `scene`, one of SCENES, for `seed`.

    The same seed gives the same picture on every machine.
    """
    chance = random.Random(f"{scene}:{seed}")  # noqa: S311 (a choice of inks, not a secret)
    canvas = Canvas(chance, MOODS.get(scene, ALL))
    SCENES[scene](canvas)
    return canvas.finished()
