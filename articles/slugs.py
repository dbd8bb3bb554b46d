"""Slugs: the last part of an address, made from a headline or a name."""

import re
import unicodedata

from django import forms
from django.core.validators import RegexValidator, validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.text.cutting import beginning
from newsroom.text.words import SIGNS, fold, runs

LONGEST = 80  # characters; longer ones are cut at a word
# As Django has it, and the signs of vowels without which many scripts have no words.
PATTERN = rf"[-\w{SIGNS}]+"
SLUG = re.compile(PATTERN)
INSIDE_A_WORD = str.maketrans("", "", "'’‘ʼ")
is_slug = RegexValidator(
    rf"^{PATTERN}\Z",
    _("Please use only letters, numbers, hyphens and underscores."),
)


def slug_of(words: str) -> str:
    """Return a slug for `words`: Latin letters without accents, other scripts as they are.

    It is empty only if `words` has no letter and no digit.
    """
    parts = (_in_ascii(run) for run in runs(words.translate(INSIDE_A_WORD)))
    return _cut("-".join(parts))


def free_slug(wanted: str, taken, longest: int) -> str:
    """Return `wanted`, `wanted-2`, `wanted-3` …: the first for which `taken(slug)` is false.

    It has at most `longest` characters.
    """
    slug, number = wanted, 1
    while taken(slug):
        number += 1
        ending = f"-{number}"
        slug = beginning(wanted, longest - len(ending)) + ending
    return slug


def _in_ascii(word: str) -> str:
    folded = fold(word)
    return folded if folded.isascii() else word


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    end = slug.rfind("-", 0, LONGEST + 1)
    return slug[:end] if end > 0 else beginning(slug, LONGEST)


def _of_any_script(validators):
    return [is_slug if each is validate_unicode_slug else each for each in validators]


class SlugInput(forms.SlugField):
    """A form field for a slug, in the one form of its letters (NFC)."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.validators = _of_any_script(self.validators)

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value))


class Slug(models.SlugField):
    """A model field for a slug in any script."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.validators = _of_any_script(self.validators)

    def formfield(self, **options):
        return super().formfield(**{"form_class": SlugInput, **options})

    def deconstruct(self):
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.SlugField", args, options
