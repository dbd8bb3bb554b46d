"""What a page says to browsers of a picture: its files in all formats and widths, and its place."""

from articles.pictures import renditions
from newsroom.html import LibraryPicture

TYPES = {"avif": "image/avif", "webp": "image/webp"}
# The width of a picture in a text by the class of its figure, computed from prose.css.
IN_TEXT = {
    "": "(min-width: 42rem) 38rem, 92vw",
    "wide": "(min-width: 58rem) 54rem, 92vw",
    "full": "(min-width: 78rem) 72rem, 92vw",
    "link-card": "(min-width: 42rem) 12rem, 30vw",
    "gallery": "(min-width: 42rem) 19rem, 46vw",
    "gallery wide": "(min-width: 58rem) 27rem, 46vw",
    "gallery full": "(min-width: 78rem) 36rem, 46vw",
}


def srcset(picture, ending) -> str:
    """Return the srcset of one format; "" if there is no rendition yet."""
    address = picture.file.storage.url
    return ", ".join(
        f"{address(renditions.name(picture.file.name, width, ending))} {width}w"
        for width in picture.ready_widths
    )


def in_text(picture) -> LibraryPicture:
    endings = {**TYPES, "jpg": ""} if picture.ready_widths else {}
    return LibraryPicture(
        number=picture.pk,
        src=picture.file.url,
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit_line,
        sources=tuple((kind, srcset(picture, ending)) for ending, kind in endings.items()),
    )
