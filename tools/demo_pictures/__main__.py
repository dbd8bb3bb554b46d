"""Draw the pictures of the demo paper, one for each story that names a scene."""

import tomllib
from pathlib import Path

from PIL import Image

from tools.demo_pictures import draw

PAPER = Path(__file__).resolve().parents[2] / "newsroom" / "transfer" / "demo"
SIZE = (960, 540)  # pixels; small, for all of them lie in the repository

if __name__ == "__main__":
    (PAPER / "pictures").mkdir(exist_ok=True)
    for path in sorted((PAPER / "articles").glob("*.toml")):
        if picture := tomllib.loads(path.read_text()).get("picture"):
            drawing = draw(picture["scene"], path.stem).resize(SIZE, Image.Resampling.LANCZOS)
            name = f"{path.stem}.webp"
            drawing.save(PAPER / "pictures" / name, quality=80, method=6)
