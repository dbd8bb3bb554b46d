"""Pictures in templates: sizes, loading and cropping."""

from django import template

from articles.pictures.markup import TYPES, srcset

register = template.Library()

# The width of a picture in each place, computed from the stylesheets article.css, front.css and
# listing.css for a browser that has not loaded them yet.
SIZES = {
    "hero": "(min-width: 58rem) 54rem, (min-width: 40rem) 92vw, 100vw",
    "tall": "(min-width: 42rem) 22rem, 54vw",
    "face": "2.75rem",
    "author": "4rem",
    "lead": "(min-width: 76rem) 29rem, (min-width: 62rem) 38vw, 100vw",
    "lead_alone": "(min-width: 76rem) 44rem, (min-width: 62rem) 57vw, 100vw",
    "wide": "(min-width: 76rem) 72rem, 100vw",
    "second": "(min-width: 76rem) 17rem, (min-width: 62rem) 22vw, (min-width: 25rem) 6.5rem, 26vw",
    "river": "(min-width: 40rem) 11rem, (min-width: 25rem) 6.5rem, 26vw",
    "past": "(min-width: 76rem) 23rem, (min-width: 62rem) 30vw, 92vw",
    "listing": "(min-width: 40rem) 14rem, 92vw",
    "portrait": "6rem",
    "related": "(min-width: 76rem) 23rem, (min-width: 46rem) 30vw, 26vw",
}
STEP = 25  # percent; how finely teaser.css knows where to crop
MIDDLE = 50  # percent; needs no word


@register.inclusion_tag("articles/_image.html")
def picture(picture, place, alt="", eager=False, crop=""):
    """Render `picture` at a `place` of SIZES; `eager` loads the first one on a page at once.

    `crop` ("50-0") is a focus for this place alone.
    """
    return {
        "picture": picture,
        "sources": [{"type": TYPES[ending], "srcset": srcset(picture, ending)} for ending in TYPES],
        "srcset": srcset(picture, "jpg"),
        "sizes": SIZES[place],
        "focus": crop_class(*map(int, crop.split("-"))) if crop else focus_class(picture),
        "alt": alt,
        "eager": eager,
    }


def focus_class(picture) -> str:
    return crop_class(picture.focal_x, picture.focal_y)


def crop_class(x, y) -> str:
    steps = {"x": STEP * round(x / STEP), "y": STEP * round(y / STEP)}
    return " ".join(f"focus-{axis}-{at}" for axis, at in steps.items() if at != MIDDLE)
