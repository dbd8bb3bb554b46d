"""Conversion of any colour mode to sRGB on white, the default of browsers."""

import io

from PIL import Image, ImageCms

SRGB = ImageCms.createProfile("sRGB")
# The colour spaces of profiles (ICC.1:2022, table 19), and Pillow's modes for their pixels.
MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def plain(image: Image.Image) -> Image.Image:
    """Return `image` in a mode that can be resized: L, LA, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        # 16 bits of grey, which Pillow would cut off at 255 instead of scaling them.
        return image.point(lambda grey: grey * (1 / 256), "L")
    if "transparency" in image.info:
        return _keyed(image)
    if image.mode in ("1", "P", "PA"):
        return image.convert({"1": "L", "P": "RGB", "PA": "RGBA"}[image.mode])
    return image


def _keyed(image):
    """Return an image with an alpha channel instead of a transparent colour."""
    key = image.info["transparency"]
    if isinstance(key, tuple) and max(key) > 255:
        image.info["transparency"] = tuple(value >> 8 for value in key)  # of 16 bits
    return image.convert("RGBA")


def on_white(image: Image.Image) -> Image.Image:
    """Return `image` without an alpha channel, on white."""
    if image.mode not in ("LA", "RGBA"):
        return image
    mode = image.mode.removesuffix("A")
    white = Image.new(mode, image.size, "white")
    white.paste(image.convert(mode), mask=image.getchannel("A"))
    return white


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return `image` (L, RGB or CMYK) as RGB, using its ICC profile if that is valid."""
    if profile:
        try:
            return _by_profile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, KeyError, ValueError):
            pass  # The picture is good, only what it says of its colours is not.
    return image.convert("RGB")


def _by_profile(image, profile):
    mode = MODES[profile.profile.xcolor_space.strip()]
    if (image.mode, mode) == ("L", "RGB"):
        image = image.convert("RGB")
    if image.mode != mode:
        raise ValueError(mode)
    return ImageCms.profileToProfile(image, profile, SRGB, outputMode="RGB")
