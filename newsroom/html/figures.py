"""Pictures in the text of an article: a reference for who writes, a `<picture>` for who reads.

A reference is `<img data-picture="12">`, which names a picture of the library by its number, alone
or in a `<figure>` of the class "wide", "full" or "gallery". `expanded` adds what browsers need
(sizes, formats, lazy loading); `collapsed` takes it away again, as the sanitiser does, so what
editors and other readers of the stored HTML get is always the reference.

An image without `src` has just been put in, and gets alternative text, caption and credit from the
library; with `src` it says its own.
"""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import unescape
from typing import NamedTuple

from newsroom.html.link_cards import is_card
from newsroom.html.sanitising import ArticleHTML

NAME = r"[a-z][\w-]*"
WRITTEN = rf'((?:\s+{NAME}(?:="[^"<]*")?)*+)'  # a ">" may stand in a value
IMAGE = re.compile(rf"<img{WRITTEN}\s*/?>")
ATTRIBUTE = re.compile(rf'({NAME})(?:="([^"]*)")?')
FRAME = re.compile(r'</?picture>|<source(?: [a-z]+="[^"<>]*")*+>')
FIGURE = re.compile(rf"<figure{WRITTEN}>((?:(?!</?figure\b).)*+)</figure>", re.S)
CAPTION = re.compile(rf"(<figcaption{WRITTEN}>)((?:(?!</?figcaption\b).)*+)</figcaption>", re.S)
CREDIT = re.compile(r"<small>([^<>]*)</small>$")
OF_BROWSERS = ("srcset", "sizes", "loading", "decoding")
NUMBER = "data-picture"
FILE = re.compile(r"(pictures/[0-9a-f]{16})\.")

Attributes = dict[str, str]  # as written in the source, escaped


class LibraryPicture(NamedTuple):
    """A picture of the library as texts show it: addresses, size (pixels), words, renditions."""

    number: int
    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    sources: tuple[tuple[str, str], ...]  # media type and srcset, the best first; the last: of img


Find = Callable[[Attributes], LibraryPicture | None]


def numbers(stored: str) -> set[int]:
    """Return the numbers of the pictures that the text refers to."""
    return {int(each) for each in re.findall(rf'\s{NUMBER}="(\d{{1,18}})"', stored)}


def placed(stored: str) -> set[int]:
    """Return the numbers of those that have stood in a text that was saved: with an address."""
    images = map(_attributes, IMAGE.findall(stored))
    return numbers(" ".join(_tag(each) for each in images if "src" in each))


def files(stored: str) -> set[str]:
    """Return the stems of the files of pictures whose addresses are in the text."""
    return set(FILE.findall(stored))


def collapsed(stored: str) -> str:
    """Return the stored HTML with references only."""
    return IMAGE.sub(lambda tag: _tag(_without(_attributes(tag[1]))), FRAME.sub("", stored))


def expanded(stored: str, find: Find, sizes: Mapping[str, str]) -> ArticleHTML:
    """Return sanitised or stored HTML with the pictures that `find` knows, for readers.

    `sizes` has the widths for browsers by the class of a figure; "" is that of the text.
    """
    if "<img" not in stored:
        return ArticleHTML(stored)

    def figure(match):
        place = _attributes(match[1]).get("class", "")
        inner = IMAGE.sub(
            lambda tag: _image(tag, find, sizes[place]), _with_caption(match[2], find)
        )
        return f"<figure{match[1]}>{inner}</figure>"

    def alone(tag):  # in a figure it has its number and address already
        is_done = "srcset=" in tag[1] or "loading=" in tag[1]
        return tag[0] if is_done else _image(tag, find, sizes[""])

    return ArticleHTML(IMAGE.sub(alone, FIGURE.sub(figure, collapsed(stored))))


def renewed(stored: str, before: LibraryPicture, after: LibraryPicture) -> ArticleHTML:
    """Return the stored HTML with the words of `after` where it has those of `before`.

    What a text says of its own stays.
    """

    def image(tag):
        attributes = _attributes(tag[1])
        if attributes.get(NUMBER) != str(before.number):
            return tag[0]
        if unescape(attributes.get("alt", "")) == before.alt:
            attributes["alt"] = _quoted(after.alt)
        return _tag(attributes)

    def figure(match):
        if numbers(match[2]) != {before.number} or is_card(_attributes(match[1])):
            return match[0]
        return CAPTION.sub(lambda caption: _new_caption(caption, before, after), match[0])

    return ArticleHTML(FIGURE.sub(figure, IMAGE.sub(image, stored)))


def undescribed(stored: str) -> list[str]:
    """Return the keys of images that have no words, and are not marked as decorative either."""
    images = map(_attributes, IMAGE.findall(stored))
    return [
        key_of(each) for each in images if not each.get("alt", "").strip() and "role" not in each
    ]


def described(stored: str, words: Mapping[str, str | None]) -> ArticleHTML:
    """Return the HTML with `words` for undescribed images, by their keys; None is decorative."""

    def image(tag):
        attributes = _attributes(tag[1])
        key = key_of(attributes)
        if key not in words or not undescribed(tag[0]):
            return tag[0]
        alt = words[key]
        more = {"alt": "", "role": "presentation"} if alt is None else {"alt": _quoted(alt)}
        return _tag(attributes | more)

    return ArticleHTML(IMAGE.sub(image, collapsed(stored)))


def key_of(attributes: Attributes) -> str:
    """Return the number of an image, or a hash of its address where it has none."""
    digest = sha256(attributes.get("src", "").encode()).hexdigest()[:12]
    return attributes.get(NUMBER) or f"src-{digest}"


def without(stored: str, number: int) -> ArticleHTML:
    """Return the HTML without a picture, and without its figure if that shows nothing else."""

    def figure(match):
        others = numbers(match[2]) - {number}
        has_words = is_card(_attributes(match[1]))
        return match[0] if others or has_words or number not in numbers(match[2]) else ""

    def image(tag):
        return "" if _attributes(tag[1]).get(NUMBER) == str(number) else tag[0]

    return ArticleHTML(IMAGE.sub(image, FIGURE.sub(figure, collapsed(stored))))


def _with_caption(inner: str, find: Find) -> str:
    images = IMAGE.findall(inner)
    if len(images) != 1 or "<figcaption" in inner or "src" in _attributes(images[0]):
        return inner
    picture = find(_attributes(images[0]))
    words = _caption(picture.caption, picture.credit) if picture else ""
    return f"{inner}<figcaption>{words}</figcaption>" if words else inner


def _caption(caption: str, credit: str) -> str:
    small = f"<small>{_escaped(credit)}</small>" if credit else ""
    return " ".join(filter(None, [_escaped(caption), small]))


def _new_caption(match, before, after) -> str:
    start, _attrs, words = match.groups()
    credit = CREDIT.search(words)
    own = words[: credit.start()].rstrip() if credit else words
    credit_words = unescape(credit[1]) if credit else ""
    if credit_words == before.credit:
        credit_words = after.credit
    if "<" not in own and unescape(own) == before.caption:
        own = _escaped(after.caption)
    small = f"<small>{_escaped(credit_words)}</small>" if credit_words else ""
    return f"{start}{' '.join(filter(None, [own, small]))}</figcaption>"


def _image(tag, find: Find, sizes: str) -> str:
    given = _without(_attributes(tag[1]))
    picture = find(given)
    if not picture:
        return tag[0]
    *frames, (_type, srcset) = picture.sources or [("", "")]
    more = {"srcset": srcset, "sizes": sizes} if srcset else {}
    alt = given["alt"] if "alt" in given else ("" if "role" in given else _quoted(picture.alt))
    image = _tag(
        {
            NUMBER: str(picture.number),
            "src": _quoted(picture.src),
            **more,
            "alt": alt,
            "width": str(picture.width),
            "height": str(picture.height),
            **{name: value for name, value in given.items() if name in ("role", "dir", "lang")},
            "loading": "lazy",
            "decoding": "async",
        }
    )
    if not frames:
        return image
    sources = "".join(
        f'<source type="{kind}" srcset="{_quoted(files)}" sizes="{sizes}">'
        for kind, files in frames
    )
    return f"<picture>{sources}{image}</picture>"


def _attributes(written: str) -> Attributes:
    return {name: value or "" for name, value in ATTRIBUTE.findall(written)}


def _without(attributes: Attributes) -> Attributes:
    return {name: value for name, value in attributes.items() if name not in OF_BROWSERS}


def _tag(attributes: Attributes) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<img{written}>"


def _escaped(words: str) -> str:
    """Return words for a text, escaped as the sanitiser does."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(words: str) -> str:
    return _escaped(words).replace('"', "&quot;")
