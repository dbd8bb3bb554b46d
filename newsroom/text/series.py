from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext


def in_series(items) -> SafeString:
    """Return one or more `items`, escaped, as the language lists them: A; A and B; A, B and C."""
    *others, last = items
    if not others:
        return conditional_escape(last)
    words, *rest = others
    for each in rest:
        words = format_html(pgettext("list", "{first}, {next}"), first=words, next=each)
    return format_html(pgettext("list", "{first} and {last}"), first=words, last=last)
