"""What tells a browser how to set a text: its language, and where it begins and ends."""

import re

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi

from newsroom.text.languages import MOST_READ, runs_both_ways, tag_of

register = template.Library()

TAG = re.compile("<[^>]*>?")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@register.filter
def lang(text):
    """Return the attribute `lang` for `text` or HTML, if its language is not that of the page.

    By it a browser divides words, and the stylesheet leaves room for the letters.
    """
    return as_lang(tag_of(TAG.sub(" ", str(text or "")[:MOST_READ])))


@register.filter
def as_lang(tag):
    """Return the attribute for a language that is known ("" for none)."""
    return "" if tag in ("", get_language()) else format_html(' lang="{}"', tag)


@register.filter
def isolated(text):
    """Return `text` so that it moves no punctuation of the sentence it is put into.

    By characters instead of `<bdi>`, for sentences that are translated, titles and subjects.
    """
    if runs_both_ways(str(text), get_language_bidi()):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text
