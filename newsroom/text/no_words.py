"""What stands in a text without being words: addresses and names of files."""

import re

from newsroom.text.words import UNSPACED

_APART = rf"\s<>\"«»“”„()\[\]{{}}{UNSPACED}"
# Only what has one of the signs in it that any address has: of words there are many more.
_UNBROKEN = re.compile(rf"(?<![^{_APART}])[^{_APART}._:]*+[._:][^{_APART}]*+")
FILES = frozenset(
    "avif bmp csv doc docx epub gif heic htm html jpeg jpg m4a mov mp3 mp4 odt ogg pdf php png ppt"
    " pptx psd rar raw svg tif tiff txt wav webm webp xls xlsx xml zip".split()
)
OUTSIDE = ".,;:!?…'’*-_"  # around a name, and no part of it
DOMAINS = frozenset(
    "app at au be blog br ca cc ch cn co com cz de dev dk edu es eu fi fr gov gr hu ie in info io"
    " it jp kr me mil net nl no nz org pl pt ro ru se sk to tr tv ua uk us xyz".split()
)


def without_addresses(text: str) -> str:
    """Return `text` with a blank for each address of a page, e-mail address and name of a file."""
    return _UNBROKEN.sub(lambda match: " " if _is_address(match[0]) else match[0], text)


def _is_address(unbroken: str) -> bool:
    bare = unbroken.strip(OUTSIDE)
    host = bare.partition("/")[0]
    return (
        "://" in bare
        or bare.lower().startswith("www.")
        or _ends_in(unbroken.rstrip(OUTSIDE).lower(), FILES)
        or (host.isascii() and _ends_in(host.lstrip("."), DOMAINS))
        or ("_" in bare and any(map(str.isdecimal, bare)))  # IMG_0222
    )


def _ends_in(name: str, endings) -> bool:
    _name, dot, ending = name.rpartition(".")
    return bool(dot) and ending in endings
