"""Moments in forms of the desk: every one that can be stored can be kept, and every one typed.

A clock shows an hour twice when it is set back, and one never when it is set forward; it shows no
microseconds either. So a form brings the stored moment along, which is taken if nobody changed what
the clock shows of it; and an offset may be typed behind the time.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from datetime import timezone as offsets
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, BaseAdminTimeWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

# Dates in Python end at the years 1 and 9999, addresses have years of four digits, and a discussion
# closes some years later: within this range no list, feed or sitemap can fail on a date.
EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)  # before the first newspaper (Strasbourg, 1605)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
ZERO = timedelta(0)
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)$")  # "+03:00"
TWICE = _(
    "On that day the clock shows %(time)s twice. Please write “%(first)s” for the first time, or "
    "“%(second)s” for the second."
)
NEVER = _(
    "On that day the clock is set forward and never shows %(time)s. Please enter another time."
)


def is_possible(moment: datetime | None) -> bool:
    return moment is not None and EARLIEST <= moment < LATEST


def check(moment: datetime):
    """Raise ValidationError for a date out of range."""
    if not is_possible(moment):
        raise ValidationError(
            _("Please enter a date between the years %(first)d and %(last)d.")
            % {"first": EARLIEST.year, "last": LATEST.year - 1}
        )


class TimeWithOffset(forms.TimeField):
    def to_python(self, value):
        match = OFFSET.search(value.strip()) if isinstance(value, str) else None
        if not match:
            return super().to_python(value)
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset >= timedelta(days=1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        found = super().to_python(match.string[: match.start()])
        return found and found.replace(tzinfo=offsets(-offset if sign == "-" else offset))


class BringsMoment:
    """For a widget of date and time: a hidden third input with the stored moment."""

    supports_microseconds = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widgets = [*self.widgets, forms.HiddenInput()]
        self.widgets_names = [*self.widgets_names, "_2"]

    def decompress(self, value):
        if not value:
            return [None, None, None]
        clock = as_shown(value)
        return [clock.date(), clock.time(), value.isoformat()]


class ClockInput(BaseAdminTimeWidget):
    """Shows no seconds where there are none, but what was typed as it was."""

    def format_value(self, value):
        is_whole = isinstance(value, time) and not value.second
        return f"{value:%H:%M}" if is_whole else super().format_value(value)


class MomentInput(BringsMoment, AdminSplitDateTime):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widgets[1] = ClockInput(self.widgets[1].attrs)
        for shown in self.widgets[:2]:  # the label above them is that of neither
            shown.attrs = {"aria-label": _("Date and time"), **shown.attrs}

    def render(self, name, value, attrs=None, renderer=None):
        # Django's template has a place for two.
        parts = value if isinstance(value, list) else self.decompress(value)
        hidden = self.widgets[2].render(f"{name}_2", [*parts, None, None][2], None, renderer)
        zone = _("Time zone: %(zone)s") % {"zone": timezone.get_current_timezone_name()}
        note = format_html('<span class="moment-zone">{}</span>', zone)
        return super().render(name, value, attrs, renderer) + note + hidden


class HiddenMomentInput(BringsMoment, forms.SplitHiddenDateTimeWidget):
    pass


class MomentField(forms.MultiValueField):
    widget = MomentInput
    hidden_widget = HiddenMomentInput
    default_error_messages = forms.SplitDateTimeField.default_error_messages

    default_validators = [check]

    def __init__(self, **options):
        errors = self.default_error_messages | (options.get("error_messages") or {})
        fields = [
            kind(error_messages={"invalid": errors[invalid], "incomplete": errors[invalid]})
            for kind, invalid in (
                (forms.DateField, "invalid_date"),
                (TimeWithOffset, "invalid_time"),
            )
        ]
        stored = forms.CharField(required=False)
        super().__init__([*fields, stored], require_all_fields=False, **options)

    def clean(self, value):
        parts = value or []
        return super().clean(parts if any(parts[:2]) else [])

    def compress(self, parts):
        if not parts:
            return None
        day, clock, stored = [*parts, ""][:3]
        typed = datetime.combine(day, clock)
        kept = stored_moment(stored)
        if kept and typed == as_shown(kept):
            return kept
        return aware(typed)


MOMENTS: dict[Any, dict[str, Any]] = {
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}
}


def as_shown(moment: datetime) -> datetime:
    """Return what the clock shows of it, without an offset and in whole seconds."""
    with suppress(OverflowError):  # at the end of all dates, which was stored without a form
        moment = timezone.make_naive(moment)
    return moment.replace(microsecond=0, fold=0, tzinfo=None)


def stored_moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def aware(typed: datetime) -> datetime:
    """Return the moment of a typed clock time. Raise ValidationError if there are two or none."""
    if typed.tzinfo:
        return typed
    zone = timezone.get_current_timezone()
    first, second = (typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    turned = (second.utcoffset() or ZERO) - (first.utcoffset() or ZERO)
    if not turned:
        return first
    if turned > ZERO:
        raise ValidationError(NEVER, code="never", params={"time": typed.time()})
    words = {"time": typed.time(), "first": _with_offset(first), "second": _with_offset(second)}
    raise ValidationError(TWICE, code="twice", params=words)


def _with_offset(moment: datetime) -> str:
    return f"{moment:%H:%M:%S} {moment.isoformat()[-6:]}"
