"""Plain words out of what exports hold: one line, entities resolved, never cut in silence."""

import html
import re
from typing import cast

from django.db.models import Field, Model
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.slugs import slug_of
from newsroom.importing.ledger import Ledger
from newsroom.text import characters

SLUG = re.compile(r"[-\w]+")


def line(raw: str) -> str:
    """Return `raw`, which may hold tags and entities, as one line of plain text."""
    return characters.line(html.unescape(strip_tags(raw)))


def fitting(raw: str, model: type[Model], field: str, ledger: Ledger) -> str:
    """Return `raw` as it fits into the field; what is too long ends in "…", and is noted."""
    words = characters.line(raw)
    longest = longest_in(model, field)
    if len(words) <= longest:
        return words
    name = cast(Field, model._meta.get_field(field)).verbose_name
    ledger.notes[_("Too long, so it was shortened: %s.") % name] += 1
    return words[: longest - 1].rstrip() + "…"


def as_slug(raw: str, model: type[Model]) -> str:
    """Return `raw`, a slug of the old blog, as one of ours: unchanged where that is possible."""
    slug = characters.line(raw)
    room = longest_in(model, "slug") - len("-999")
    return slug if SLUG.fullmatch(slug) and len(slug) <= room else slug_of(slug)


def longest_in(model: type[Model], field: str) -> int:
    """How many characters fit into the field."""
    return cast(Field, model._meta.get_field(field)).max_length or 0
