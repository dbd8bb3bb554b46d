"""From an upload to a picture that may be shown: checked before it is decoded, then made anew.

What readers get is never the file that somebody sent: it is decoded, turned upright and
encoded again, so nothing rides along with the pixels (place, camera, scripts).
"""

import io
from threading import Lock

from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from articles.pictures import checking, colours

KEPT_SIDE = 2400  # pixels
QUALITY = 85
# How much larger than that a JPEG is decoded; with 2, half of 40 megapixels would not do.
GAP = 1.5
# 40 megapixels are some hundred megabytes while they are decoded.
ONE_AT_A_TIME = Lock()
# What undoes each way of holding a camera: Exif 2.32, tag 274.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def normalise(upload) -> ContentFile:
    """Return `upload` (a file) as a fresh JPEG, upright and at most `KEPT_SIDE` pixels a side.

    Raises ValidationError, with a sentence for the editor, for whatever cannot be a picture.
    """
    image = checking.opened(upload)
    try:
        with ONE_AT_A_TIME:
            pixels = _pixels(image)
    # Pillow tells of broken files by whatever its decoders happen to raise.
    except Exception as error:
        raise checking.damaged() from error
    output = io.BytesIO()
    pixels.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(output.getvalue(), name="picture.jpg")


def _pixels(image):
    """The picture itself, small, upright and in sRGB; nothing else of the file comes along."""
    profile = image.info.get("icc_profile")
    turn = TURNS.get(_held(image))
    pixels = _smaller(colours.plain(image))
    if turn is not None:
        pixels = pixels.transpose(turn)
    pixels = colours.in_srgb(colours.on_white(pixels), profile)
    pixels.info = {}
    return pixels


def _smaller(image):
    """At most `KEPT_SIDE` pixels a side; a large JPEG is not even decoded at its full size."""
    scale = KEPT_SIDE / max(image.size)
    image.draft(None, [max(1, round(side * scale * GAP)) for side in image.size])
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), reducing_gap=GAP)
    return image


def _held(image):
    """How the camera was held; nothing, if what it wrote about that cannot be read."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001 (a damaged note is no damage to the picture)
        return None
