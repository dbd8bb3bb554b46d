"""The normaliser of every input: form, admin, importer.

Text comes out in one canonical form, without characters that are invisible, illegal in XML or
deceptive:

* NFC (Unicode Standard Annex 15), one kind of line end;
* no control characters (one vertical tab is enough to break an Atom feed), no
  noncharacters, no lone surrogates, no zero-width blanks;
* at most four combining marks on a letter;
* no direction control without its partner (Trojan Source, CVE-2021-42574).
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import normalize_newlines
from django.utils.translation import ngettext_lazy

PLANE_ENDS = "".join(
    chr(plane | end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
)
ILLEGAL = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{PLANE_ENDS}]"
)
# Of most texts all: precomposed letters of Latin scripts, digits, dashes, quotation marks, money.
ORDINARY = re.compile("[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u20a0-\u20bf]*+")
# Invisible tag letters are left only where they name the flag of a country.
TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e007f]")
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Zero-width blanks. Joiners (U+200C, U+200D) are left: Persian and emoji are written with them.
INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]")
BIDI_OPENERS = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u202d": "\u202c",
    "\u202e": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Each blank of a run is looked at once, whatever follows the run.
LINE_REST = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n)")
BLANKS = re.compile(r"\s+")
NO_BREAK = "\u00a0\u2007\u202f"
HAS_NO_BREAK = re.compile(f"[{NO_BREAK}]")
# Letters by category that show nothing: Hangul fillers, the Braille blank.
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
TOO_MANY_MARKS = re.compile(f"({MARKS}{{4}}){MARKS}+")


def text(raw: str) -> str:
    """Return `raw` (several lines) in canonical form, stripped."""
    clean = LINE_ENDS.sub("\n", raw)
    if not ORDINARY.fullmatch(clean):
        clean = canonical(clean)
    return LINE_REST.sub("", clean).strip()


def canonical(text: str) -> str:
    """Return `text` in canonical form but for ends of lines."""
    clean = INVISIBLE.sub("", ILLEGAL.sub("", text))
    clean = TAGS.sub(r"\1", clean)
    if BIDI.search(clean):
        clean = "\n".join(map(_balanced, clean.split("\n")))
    # Last, for a removed character may have stood between a letter and its mark.
    return TOO_MANY_MARKS.sub(r"\1", unicodedata.normalize("NFC", clean))


def line(raw: str) -> str:
    """Return `raw` in canonical form on one line, each run of blanks a single blank.

    Direction controls, useless in a name or a headline, are removed.
    """
    return one_line(text(BIDI.sub("", raw)))


def one_line(raw: str) -> str:
    """Return `raw` with each run of blanks a single one: if there is one, one that does not break.

    French has them: « Non ! »
    """
    return BLANKS.sub(_blank if HAS_NO_BREAK.search(raw) else " ", raw.strip())


def _blank(match) -> str:
    return next((blank for blank in match[0] if blank in NO_BREAK), " ")


def has_bidi_control(raw: str) -> bool:
    return bool(BIDI.search(raw))


def is_invisible(raw: str) -> bool:
    """Return True if `raw` is invisible: only blanks, fillers or marks without a letter."""
    return not any(
        unicodedata.category(character)[0] in "LNPS" and character not in BLANK_LETTERS
        for character in raw
    )


def _balanced(line: str) -> str:
    """Drop each direction control of `line` that lacks its partner."""
    if not BIDI.search(line):
        return line
    unwanted, open_ones = set(), []
    for position, character in enumerate(line):
        if character in BIDI_OPENERS:
            open_ones.append((position, BIDI_OPENERS[character]))
        elif BIDI.match(character):
            if open_ones and open_ones[-1][1] == character:
                open_ones.pop()
            else:
                unwanted.add(position)
    unwanted.update(position for position, _closer in open_ones)
    return "".join(c for position, c in enumerate(line) if position not in unwanted)


class AtMost(MaxLengthValidator):
    """Reject text that is too long, with the number of characters to cut."""

    message = ngettext_lazy(
        "Please shorten this by %(over)d character: at most %(limit_value)d are allowed.",
        "Please shorten this by %(over)d characters: at most %(limit_value)d are allowed.",
        "over",
    )

    def __call__(self, value):
        over = len(value) - self.limit_value
        if over > 0:
            params = {"over": over, "limit_value": self.limit_value}
            raise ValidationError(self.message, code=self.code, params=params)


class _Input(forms.CharField):
    """A form field with text in canonical form.

    It sends no maxlength: a browser would silently cut pasted text, and counts otherwise (an emoji
    twice, blanks that are removed).
    """

    normalise = staticmethod(text)

    def __init__(self, **options):
        super().__init__(**options)
        self.validators = [
            AtMost(limit.limit_value) if type(limit) is MaxLengthValidator else limit
            for limit in self.validators
        ]

    def widget_attrs(self, widget):
        attributes = super().widget_attrs(widget)
        return {name: value for name, value in attributes.items() if name != "maxlength"}

    def to_python(self, value):
        return self.normalise(super().to_python(value))


class LineInput(_Input):
    """A form field for one line."""

    normalise = staticmethod(line)


class TextInput(_Input):
    """A form field for several lines."""


class SourceInput(forms.CharField):
    """A form field for lines kept as typed, except the CR LF of browsers."""

    def __init__(self, **options):
        super().__init__(**{**options, "strip": False})

    def to_python(self, value):
        return normalize_newlines(super().to_python(value))

    def has_changed(self, initial, data):
        return super().has_changed(normalize_newlines(initial or ""), data)


class _Canonical(models.Field):
    """A model field with text in canonical form."""

    normalise = staticmethod(text)
    form_class: type[forms.CharField] = TextInput
    column = "django.db.models.TextField"  # what migrations call it: they need not know about us

    def formfield(self, **options):
        return super().formfield(**{"form_class": self.form_class, **options})

    def to_python(self, value):
        value = super().to_python(value)
        return self.normalise(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, self.column, args, kwargs


class Line(_Canonical, models.CharField):
    """A model field for one line."""

    normalise = staticmethod(line)
    form_class = LineInput
    column = "django.db.models.CharField"


class Text(_Canonical, models.TextField):
    """A model field for several lines."""


class Source(models.TextField):
    """A model field for lines that are served to machines as they are stored."""

    def formfield(self, **options):
        return super().formfield(**{"form_class": SourceInput, **options})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
