from datetime import timedelta

from django import template
from django.utils.translation import ngettext_lazy

from comments.statistics.durations import Unit, in_units

register = template.Library()

UNITS = {
    Unit.MINUTES: ngettext_lazy("%(number)d minute", "%(number)d minutes", "number"),
    Unit.HOURS: ngettext_lazy("%(number)d hour", "%(number)d hours", "number"),
    Unit.DAYS: ngettext_lazy("%(number)d day", "%(number)d days", "number"),
}


@register.filter
def lasting(span: timedelta) -> str:
    unit, number = in_units(span, round)
    return UNITS[unit] % {"number": number}
