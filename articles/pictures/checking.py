"""Checks of an uploaded picture before it is decoded, by its first bytes, never by its name."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_AREA = 40_000_000  # pixels
LONGEST_SIDE = 12_000  # pixels
# A progressive JPEG is drawn over and over, once for each scan; a camera needs about ten.
MOST_SCANS = 200
# Some decoders take the memory of the whole picture as soon as they are opened. Pillow looks
# before that, and raises from twice this on; anything between is rejected here.
Image.MAX_IMAGE_PIXELS = LARGEST_AREA

TAKEN = ("JPEG", "PNG", "WEBP", "AVIF")
# The first bytes of each format; unsupported ones are listed to be named in the error.
BEGINNINGS = {
    "JPEG": rb"\xff\xd8\xff",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "WEBP": rb"RIFF....WEBP",
    "AVIF": rb"....ftyp(avi[fs]|(mif1|msf1).{4}.*avi[fs])",
    "HEIC": rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)",
    "GIF": rb"GIF8[79]a",
    "TIFF": rb"II[*+]\0|MM\0[*+]",
    "JPEG 2000": rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51",
    "BMP": rb"BM....\0\0\0\0",
    "ICO": rb"\0\0[\1\2]\0",
    "PSD": rb"8BPS",
    "PostScript": rb"%!PS|\xc5\xd0\xd3\xc6",
    "PDF": rb"%PDF",
    "SVG": rb"(\xef\xbb\xbf)?\s*(<\?xml.*)?(<!.*)?<svg\b",
}
LOOKED_AT = 512  # bytes


def open_checked(upload) -> Image.Image:
    """Open `upload` (a file) as an image, reading only its header.

    Raise ValidationError, with a sentence for the editor, for a file that is too large, too slow to
    decode, not a picture, of an unsupported format, damaged or animated.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 25 MB."))
    kind = _kind_that_is_taken(upload)
    if kind == "JPEG" and _scans(upload) > MOST_SCANS:
        raise too_long()
    upload.seek(0)
    try:
        image = Image.open(upload, formats=[kind])
        frames = getattr(image, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:
        raise damaged() from error
    if image.width * image.height > LARGEST_AREA or max(image.size) > LONGEST_SIDE:
        raise too_many_pixels()
    # A phone adds other views of the same moment to a JPEG (MPO); the first is used.
    if frames != 1 and image.format != "MPO":
        raise ValidationError(_("Animated pictures are not supported. Please upload a still one."))
    return image


def too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels: at most 40 million, and 12,000 on a side.")
    )


def too_long() -> ValidationError:
    return ValidationError(
        _("This picture takes too long to process. Please upload a smaller one.")
    )


def damaged() -> ValidationError:
    return ValidationError(_("The picture is damaged or incomplete."))


def _kind_that_is_taken(upload):
    upload.seek(0)
    beginning = upload.read(LOOKED_AT)
    for kind, pattern in BEGINNINGS.items():
        if re.match(pattern, beginning, re.DOTALL):
            if kind in TAKEN:
                return kind
            words = _("%(kind)s files are not supported. Please upload JPEG, PNG, WebP or AVIF.")
            raise ValidationError(words % {"kind": kind})
    raise ValidationError(
        _("This file is not a supported picture. Please upload JPEG, PNG, WebP or AVIF.")
    )


def _scans(upload) -> int:
    """Count the "start of scan" markers of a JPEG, which cannot occur among its pixels."""
    return sum(chunk.count(b"\xff\xda") for chunk in upload.chunks())
