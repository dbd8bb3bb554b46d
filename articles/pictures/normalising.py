"""Conversion of an upload to a safe picture.

The file is checked, decoded and encoded again, so no metadata reaches readers (place, camera,
scripts).
"""

from threading import Lock

from django.core.files.base import ContentFile

from articles.pictures import checking, decoding

# 40 megapixels are some hundred megabytes while they are decoded.
ONE_AT_A_TIME = Lock()


def normalise(upload) -> ContentFile:
    """Return `upload` (a file) as a fresh JPEG, upright and at most `KEPT_SIDE` pixels a side.

    Raise ValidationError, with a sentence for the editor, if it is not a usable picture.
    """
    image = checking.open_checked(upload)
    try:
        with ONE_AT_A_TIME:
            if image.width * image.height > decoding.LARGE:
                jpeg = decoding.jpeg_apart(upload)
            else:
                jpeg = decoding.jpeg(image)
    except decoding.TooDear as error:
        raise checking.too_long() from error
    # For broken files Pillow raises any exception of its decoders.
    except Exception as error:
        raise checking.damaged() from error
    return ContentFile(jpeg, name="picture.jpg")
