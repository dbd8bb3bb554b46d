from datetime import timedelta

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def lasting(span: timedelta) -> str:
    """A span of time in its largest unit that says enough: minutes below two hours, then hours
    below two days, then days; rounded to the nearest, at least a minute."""
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes < 120:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = round(span / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = round(span / timedelta(days=1))
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
