"""From an upload to a picture that may be shown: checked before it is decoded, then made anew.

What readers get is never the file that somebody sent: it is decoded, turned upright and
encoded again, so nothing rides along with the pixels (place, camera, scripts).
"""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_AREA = 40_000_000  # pixels
LONGEST_SIDE = 12_000  # pixels
# Pillow's own guard warns first and refuses late; ours looks before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

KEPT_SIDE = 2400  # pixels
QUALITY = 85
SRGB = ImageCms.createProfile("sRGB")


def develop(upload) -> ContentFile:
    """Return `upload` (a file) as a fresh JPEG, upright and at most `KEPT_SIDE` pixels a side.

    Raises ValidationError, with a sentence for the editor, for whatever cannot be a picture.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 25 MB."))
    try:
        image = Image.open(upload, formats=FORMATS)
        _check_header(image)
        return _encoded(_made_anew(image))
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture that can be read. JPEG, PNG, WebP and AVIF can.")
        ) from error
    # Pillow tells of broken files by whatever its decoders happen to raise.
    except Exception as error:
        raise ValidationError(_("The file is damaged, or ends too early.")) from error


def _check_header(image):
    """Refuse, before a single pixel is decoded, what would take too much memory."""
    width, height = image.size
    if width * height > LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise ValidationError(
            _("The picture has too many pixels: at most 40 million, and 12,000 on a side.")
        )
    if getattr(image, "n_frames", 1) != 1:
        raise ValidationError(_("The picture moves; only still ones can be shown."))


def _made_anew(image):
    """The pixels alone: small first, so that all that follows takes little memory."""
    profile = image.info.get("icc_profile")
    orientation = _orientation(image)
    image.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG can be decoded at half its size
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = _in_plain_mode(image)
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    if orientation:
        image = image.transpose(orientation)
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    return _in_srgb(image, profile)


# What the camera says of its position (Exif 2.3, tag 0x0112), as what has to be done about it.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image):
    try:
        return TURNS.get(image.getexif().get(0x0112))
    except Exception:  # noqa: BLE001 (what the camera wrote may be broken, the picture is not)
        return None


def _in_plain_mode(image):
    if image.mode.startswith("I"):  # sixteen bits a pixel: the upper eight are what one sees
        return image.convert("I").point(lambda level: level / 256).convert("L")
    is_transparent = image.mode in ("LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if is_transparent else "RGB")


def _in_srgb(image, profile):
    """The same colours where nobody looks for a profile; a broken one is left aside."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def _encoded(image) -> ContentFile:
    fresh = Image.new("RGB", image.size)  # has nothing but pixels
    fresh.paste(image)
    output = io.BytesIO()
    fresh.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(output.getvalue(), name="picture.jpg")
