"""Conversion of an upload to a safe picture.

The file is checked, decoded, turned upright and encoded again, so no metadata reaches readers
(place, camera, scripts).
"""

import io
from threading import Lock

from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from articles.pictures import checking, colours

KEPT_SIDE = 2400  # pixels
QUALITY = 85
# A JPEG is decoded at up to this times KEPT_SIDE; 2 would be too small for 40 megapixels.
GAP = 1.5
# 40 megapixels are some hundred megabytes while they are decoded.
ONE_AT_A_TIME = Lock()
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


def normalise(upload) -> ContentFile:
    """Return `upload` (a file) as a fresh JPEG, upright and at most `KEPT_SIDE` pixels a side.

    Raise ValidationError, with a sentence for the editor, if it is not a usable picture.
    """
    image = checking.open_checked(upload)
    try:
        with ONE_AT_A_TIME:
            pixels = _pixels(image)
    # For broken files Pillow raises any exception of its decoders.
    except Exception as error:
        raise checking.damaged() from error
    output = io.BytesIO()
    pixels.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(output.getvalue(), name="picture.jpg")


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
