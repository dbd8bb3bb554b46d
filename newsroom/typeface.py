"""Which parts of the headlines' typeface a page needs (static/css/typeface.css)."""

LATIN, ACCENTS, CYRILLIC, GREEK = "latin", "latin-ext", "cyrillic", "greek"
ALSO = {
    **dict.fromkeys(("bg", "mk", "ru", "sr", "uk"), CYRILLIC),
    **dict.fromkeys(("cs", "da", "de", "es", "fr", "hu", "lt", "lv", "pl", "sv", "tr"), ACCENTS),
    "el": GREEK,
}
# Their scripts are not in it.
WITHOUT = {"ar", "fa", "he", "hi", "ja", "ko", "th", "zh"}


def parts(language: str) -> list[str]:
    """The static names of the files that nearly every page in `language` (BCP 47) needs."""
    code = language.partition("-")[0]
    scripts = [] if code in WITHOUT else [LATIN, *([ALSO[code]] if code in ALSO else [])]
    return [f"fonts/literata-{script}.woff2" for script in scripts]
