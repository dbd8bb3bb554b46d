from django.utils import timezone
from django.utils.formats import date_format

from articles import dates


def short(moment) -> str:
    """Return a moment in few letters: of today the time, of this year without the year."""
    if not moment or not dates.is_possible(moment):
        return ""
    here, now = timezone.localtime(moment), timezone.localtime()
    if here.date() == now.date():
        return date_format(here, "TIME_FORMAT")
    return date_format(here, "MONTH_DAY_FORMAT" if here.year == now.year else "SHORT_DATE_FORMAT")
