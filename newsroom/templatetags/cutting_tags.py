"""Cut texts, as newsroom/text/cutting.py does."""

from django import template

from newsroom.text import cutting

register = template.Library()


@register.filter
def shortened(text, length):
    """Return `text`, or at most `length` characters of it with "…" at the end."""
    return cutting.shortened(str(text), int(length))
