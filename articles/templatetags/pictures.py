"""A picture on a page: which of its sizes a browser takes, how soon, and what it crops."""

from django import template

from articles.pictures import renditions

register = template.Library()

# How wide a picture stands in each place: what the stylesheets article.css, front.css and
# listing.css come to, told to the browser before it has read them.
SIZES = {
    "hero": "(min-width: 50rem) 46rem, 92vw",
    "lead": "(min-width: 76rem) 42rem, (min-width: 62rem) 56vw, 92vw",
    "second": "(min-width: 76rem) 23rem, (min-width: 56rem) 30vw, (min-width: 37rem) 45vw, 92vw",
    "listing": "(min-width: 40rem) 14rem, 92vw",
    "portrait": "6rem",
    "related": "(min-width: 50rem) 15rem, (min-width: 46rem) 30vw, (min-width: 30rem) 45vw, 92vw",
}
SOURCES = {"avif": "image/avif", "webp": "image/webp"}
STEP = 25  # percent; how finely teaser.css knows where to crop
MIDDLE = 50  # percent; needs no word


@register.inclusion_tag("articles/_image.html")
def picture(picture, place, alt="", eager=False):
    """`picture` at a `place` of SIZES; `eager` for the one that readers see first."""
    return {
        "picture": picture,
        "sources": [
            {"type": SOURCES[ending], "srcset": srcset(picture, ending)} for ending in SOURCES
        ],
        "srcset": srcset(picture, "jpg"),
        "sizes": SIZES[place],
        "focus": focus_class(picture),
        "alt": alt,
        "eager": eager,
    }


def srcset(picture, ending) -> str:
    """The files of one format for a browser to choose from; nothing while there are none."""
    address = picture.file.storage.url
    return ", ".join(
        f"{address(renditions.name(picture.file.name, width, ending))} {width}w"
        for width in picture.ready_widths
    )


def focus_class(picture) -> str:
    """The names by which the stylesheet knows where the focus is; nothing for the middle."""
    steps = {"x": STEP * round(picture.focal_x / STEP), "y": STEP * round(picture.focal_y / STEP)}
    return " ".join(f"focus-{axis}-{at}" for axis, at in steps.items() if at != MIDDLE)
