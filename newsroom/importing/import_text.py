"""Plain text from exports: one line, entities resolved, never cut without a note."""

import html
from typing import cast

from django.db.models import Field, Model
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.slugs import SLUG, slug_of
from newsroom.importing.ledger import Ledger
from newsroom.text import characters
from newsroom.text.cutting import shortened


def line(raw: str) -> str:
    return characters.line(html.unescape(strip_tags(raw)))


def fitting(raw: str, model: type[Model], field: str, ledger: Ledger) -> str:
    """Return `raw`, shortened to the field's length with "…" and noted in the ledger."""
    words = characters.line(raw)
    longest = max_length_of(model, field)
    if len(words) <= longest:
        return words
    name = cast(Field, model._meta.get_field(field)).verbose_name
    ledger.notes[_("Too long, so it was shortened: %s.") % name] += 1
    return shortened(words, longest)


def as_slug(raw: str, model: type[Model]) -> str:
    """Return a slug of the old blog in our form, unchanged if possible."""
    slug = characters.line(raw)
    room = max_length_of(model, "slug") - len("-999")
    return slug if SLUG.fullmatch(slug) and len(slug) <= room else slug_of(slug)


def max_length_of(model: type[Model], field: str) -> int:
    return cast(Field, model._meta.get_field(field)).max_length or 0
