"""The font files of a page's headlines (static/css/typeface.css)."""

LATIN, ACCENTS, CYRILLIC, GREEK = "latin", "latin-ext", "cyrillic", "greek"
ALSO = {
    **dict.fromkeys(("bg", "mk", "ru", "sr", "uk"), CYRILLIC),
    **dict.fromkeys(("cs", "da", "de", "es", "fr", "hu", "lt", "lv", "pl", "sv", "tr"), ACCENTS),
    "el": GREEK,
}
# Their scripts are not in it.
WITHOUT = {"ar", "fa", "he", "hi", "ja", "ko", "th", "zh"}


def parts(language: str) -> list[str]:
    """Return the static names of the font files for a `language` (BCP 47)."""
    code = language.partition("-")[0]
    scripts = [] if code in WITHOUT else [LATIN, *([ALSO[code]] if code in ALSO else [])]
    return [f"fonts/literata-{script}.woff2" for script in scripts]
