"""The font files of a page's headlines (static/css/typeface.css)."""

LATIN, WESTERN, OTHER_LATIN = "latin", "western", "latin-ext"
CYRILLIC, GREEK = "cyrillic", "greek"
ALSO = {
    **dict.fromkeys(("bg", "mk", "ru", "sr", "uk"), (CYRILLIC,)),
    **dict.fromkeys(("da", "de", "es", "fi", "fr", "it", "nb", "pt", "sv"), (WESTERN,)),
    **dict.fromkeys(("cs", "hu", "pl", "ro", "sk", "tr"), (WESTERN, OTHER_LATIN)),
    **dict.fromkeys(("lt", "lv"), (OTHER_LATIN,)),
    "el": (GREEK,),
}
# Their scripts are not in it.
WITHOUT = {"ar", "fa", "he", "hi", "ja", "ko", "th", "zh"}


def parts(language: str) -> list[str]:
    """Return the static names of the font files for a `language` (BCP 47)."""
    code = language.partition("-")[0]
    scripts = [] if code in WITHOUT else [LATIN, *ALSO.get(code, ())]
    return [f"fonts/literata-{script}.woff2" for script in scripts]
