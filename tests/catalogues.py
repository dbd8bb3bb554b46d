"""The paper's words in each language: `python -m tests.catalogues` gathers and compiles them.

Django's own commands for this need GNU gettext on the machine; Babel does the same in Python.
New strings are put into every catalogue without a translation, and until each has one a test
fails (tests/newsroom/test_languages.py). The compiled files are kept beside their sources, so
nothing has to be compiled where the paper runs.
"""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests import tree

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("ar", "de", "en", "es", "fr", "ru")
KEYWORDS = {
    **dict.fromkeys(["_", "__", "gettext", "gettext_lazy", "gettext_noop"], None),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
# CLDR's rule for Arabic; Babel has 11 and 100 the wrong way round.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
}
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = ("articles", "comments", "newsroom", "templates")


def sources() -> list[Path]:
    """Every file that can hold a word for a reader or for somebody at the desk."""
    files = tree.files(*(f"{folder}/*" for folder in SOURCES))
    return sorted(file for file in files if file.suffix in (".py", ".html", ".txt", ".xml"))


def messages(file: Path):
    """Yield (message, comments, context) for each of a file's; a message may be a pair."""
    text = file.read_text()
    if file.suffix != ".py":
        # What stands between the tags becomes rows of X; how they are indented means nothing.
        text = re.sub(r"(?m)^\s+", "", templatize(text))
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",))
    for _line, message, comments, context in found:
        yield message, comments, context


def template() -> Catalog:
    """All messages, without translations."""
    catalog = Catalog(project="Newsroom", charset="utf-8")
    for file in sources():
        if "migrations" in file.parts:
            continue
        for message, comments, context in messages(file):
            place = [(str(file.relative_to(ROOT)), 0)]
            flags = ["python-format"] if "%(" in str(message) else []
            catalog.add(
                message, locations=place, auto_comments=comments, context=context, flags=flags
            )
    return catalog


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def stored(language: str) -> Catalog:
    """The catalogue of a language as it is in the repository; an empty one if there is none."""
    if not po(language).exists():
        return Catalog(locale=language, project="Newsroom", fuzzy=False)
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages that the sources have now."""
    catalog = stored(language)
    catalog.header_comment = "# Newsroom; see tests/catalogues.py."
    if language in PLURALS:
        catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == "en":  # the sources are in English
        for message in catalog:
            message.string = message.id
    return catalog


def as_text(catalog: Catalog) -> bytes:
    output = io.BytesIO()
    write_po(output, catalog, sort_by_file=True, omit_header=False, include_lineno=False)
    # When and by what it was made is no part of what it says.
    unsaid = rb'"(?:POT|PO|Report|Last|Language-T|Generated|Project)[\w-]*: .*"\n'
    return re.sub(unsaid, b"", output.getvalue())


def compiled(catalog: Catalog) -> bytes:
    # Babel writes when it was made into the file; the same words shall make the same file.
    catalog.creation_date = catalog.revision_date = SOME_DAY
    output = io.BytesIO()
    write_mo(output, catalog)
    return output.getvalue()


def gather():
    for language in LANGUAGES:
        catalog = renewed(language)
        po(language).parent.mkdir(parents=True, exist_ok=True)
        po(language).write_bytes(as_text(catalog))
        po(language).with_suffix(".mo").write_bytes(compiled(stored(language)))
        missing = sum(1 for message in catalog if message.id and not all_strings(message))
        print(f"{language}: {len(catalog)} messages, {missing} without a translation")


def all_strings(message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)


if __name__ == "__main__":
    gather()
