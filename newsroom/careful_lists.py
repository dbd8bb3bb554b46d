"""Lists of the admin: an unknown filter shows nothing, a search has an end, and both say so."""

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as __


class CarefulChangeList(ChangeList):
    """Django leaves out a filter without choices, and shows every row."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        if ERROR_FLAG in request.GET or self.has_unknown_value(request):
            messages.warning(request, __("There is nothing that this filter could show."))
            return rows.none()
        return rows

    def has_unknown_value(self, request) -> bool:
        shown = {_name(spec): spec for spec in self.filter_specs}
        given = {name.partition("__")[0] for name, value in request.GET.items() if value}
        asked = given & {_name(each) for each in self.list_filter}
        return any(name not in shown or not _knows(shown[name]) for name in asked)


def newest(request, rows, column: str, most: int, say: str):
    """Return the `most` newest of `rows` by an indexed column of moments, for a search by letters.

    No index knows parts of words, so all that are searched are read. Where there are more, it is
    said since when, in the words of `say`.
    """
    by_age = rows.order_by(f"-{column}").values_list(column, flat=True)
    oldest = by_age[most : most + 1].first()
    if oldest is None:
        return rows
    day = date_format(timezone.localtime(oldest), "DATE_FORMAT")
    messages.info(request, say % {"date": day})
    return rows.filter(**{f"{column}__gt": oldest})


def _name(list_filter) -> str:
    """Return the parameter of a filter of ours, or the field that one of Django's is about."""
    known = getattr(list_filter, "parameter_name", None) or getattr(list_filter, "field_path", "")
    return known or str(list_filter)


def _knows(spec) -> bool:
    if not isinstance(spec, SimpleListFilter):
        return True  # Django compares the value with the column
    value = spec.value()
    return value in {str(choice) for choice, _label in spec.lookup_choices} or (
        hasattr(spec, "accepts") and spec.accepts(value)
    )
