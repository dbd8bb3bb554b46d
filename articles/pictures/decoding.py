"""Decoding of a picture to the one JPEG that is kept: turned upright, reduced, without metadata.

Pixels take memory, up to some hundred megabytes: those of a large picture are decoded by a process
of its own, within limits, and a decoder that fails or never ends takes nobody with it.
"""

import io
import resource
import subprocess
import sys

from PIL import ExifTags, Image

from articles.pictures import checking, colours
from newsroom.processes import FOLDER

KEPT_SIDE = 2400  # pixels
QUALITY = 85
# A JPEG is decoded at up to this times KEPT_SIDE; 2 would be too small for 40 megapixels.
GAP = 1.5
LARGE = 4_000_000  # pixels; to start a process takes as long as to decode as many
MEMORY = 1024 * 1024 * 1024  # bytes of such a process; 40 megapixels in CMYK take a third
SECONDS = 30
CODE = "from articles.pictures import decoding; decoding.main()"
# The transposition for each orientation of the camera: Exif 2.32, tag 274.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooDear(Exception):
    """It takes more memory or time than it may."""


class Damaged(Exception):
    """It cannot be decoded."""


EXIT_CODES = {3: TooDear, 4: Damaged}


def jpeg(image: Image.Image) -> bytes:
    """Return `image` upright, reduced and in sRGB, as a JPEG without metadata."""
    output = io.BytesIO()
    pixels = _pixels(image)
    pixels.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return output.getvalue()


def jpeg_apart(file) -> bytes:
    """Return what `jpeg` makes of the picture in `file`. Raise TooDear or Damaged."""
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603 (nothing of the picture is in the command)
            [sys.executable, "-c", CODE],
            input=file.read(),
            cwd=FOLDER,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooDear from error
    if done.returncode:
        raise EXIT_CODES.get(done.returncode, TooDear)
    return done.stdout


def main():
    """Make a JPEG of standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    code = 0
    try:
        image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=checking.TAKEN)
        sys.stdout.buffer.write(jpeg(image))
        sys.stdout.buffer.flush()
    except MemoryError:
        code = 3
    # For broken files Pillow raises any exception of its decoders.
    except Exception:  # noqa: BLE001
        code = 4
    sys.exit(code)


def _pixels(image):
    """Return the pixels, reduced, upright and in sRGB, without metadata."""
    profile = image.info.get("icc_profile")
    turn = TURNS.get(_orientation(image))
    pixels = _smaller(colours.plain(image))
    if turn is not None:
        pixels = pixels.transpose(turn)
    pixels = colours.in_srgb(colours.on_white(pixels), profile)
    pixels.info = {}
    return pixels


def _smaller(image):
    """Reduce to at most `KEPT_SIDE` pixels a side; a large JPEG is decoded at a smaller size."""
    scale = KEPT_SIDE / max(image.size)
    image.draft(None, [max(1, round(side * scale * GAP)) for side in image.size])
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), reducing_gap=GAP)
    return image


def _orientation(image):
    """Return the orientation tag of EXIF, or None if it is unreadable."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001 (a damaged note is no damage to the picture)
        return None
