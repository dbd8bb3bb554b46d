from django.utils.html import format_html

from articles.pictures import renditions

# Widths in the admin, in pixels (static/desk/pictures.css).
SMALL, LARGE, WIDE = 128, 512, 1024


def address(picture, width):
    """Return the address of the smallest file at least `width` pixels wide."""
    for ready in picture.ready_widths:
        if ready >= width:
            return picture.file.storage.url(renditions.name(picture.file.name, ready, "jpg"))
    return picture.file.url


def thumbnail(picture):
    """Return the picture as an `<img>`, which is a link in lists and needs words as one."""
    return format_html(
        '<img class="desk-thumbnail desk-thumbnail--small" src="{}" alt="{}" loading="lazy">',
        address(picture, SMALL),
        picture.alt,
    )
