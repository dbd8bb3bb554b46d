"""From an upload to a picture that may be shown: checked before it is decoded, then made anew.

What readers get is never the file that somebody sent: it is decoded, turned upright and
encoded again, so nothing rides along with the pixels (place, camera, scripts).
"""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_AREA = 40_000_000  # pixels
LONGEST_SIDE = 12_000  # pixels
# Pillow's own guard warns first and refuses late; ours looks before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

KEPT_SIDE = 2400  # pixels
QUALITY = 85


def develop(upload) -> ContentFile:
    """Return `upload` (a file) as a fresh JPEG, upright and at most `KEPT_SIDE` pixels a side.

    Raises ValidationError, with a sentence for the editor, for whatever cannot be a picture.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 25 MB."))
    try:
        image = Image.open(upload, formats=FORMATS)
        _check_header(image)
        pixels = ImageOps.exif_transpose(image)
        pixels.thumbnail((KEPT_SIDE, KEPT_SIDE))
        pixels = _on_white(pixels)
    except ValidationError:
        raise
    # Pillow tells of broken files by whatever its decoders happen to raise.
    except Exception as error:
        raise ValidationError(
            _("This is not a picture that can be read. JPEG, PNG, WebP and AVIF can.")
        ) from error
    output = io.BytesIO()
    pixels.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(output.getvalue(), name="picture.jpg")


def _check_header(image):
    """Refuse, before a single pixel is decoded, what would take too much memory."""
    width, height = image.size
    if width * height > LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise ValidationError(
            _("The picture has too many pixels: at most 40 million, and 12,000 on a side.")
        )
    if getattr(image, "n_frames", 1) != 1:
        raise ValidationError(_("The picture moves; only still ones can be shown."))


def _on_white(image):
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")
