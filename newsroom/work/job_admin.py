"""Work that is due, at the desk: in which state it is, and how much of it was given up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.work.due import Due

LATE = timedelta(minutes=15)


class WorkFilter(admin.SimpleListFilter):
    """For a list of work whose rows go when it is done."""

    title = _("state")
    parameter_name = "state"
    states = {"given_up": _("given up"), "due": _("not done yet")}

    def lookups(self, request, model_admin):
        return list(self.states.items())

    def queryset(self, request, rows):
        match self.value():
            case "given_up":
                return rows.given_up()
            case "due":
                return rows.unfinished()
            case "done":
                return rows.done()
        return rows


class MailFilter(WorkFilter):
    """For a list of e-mails, which stay when they are sent."""

    states = {"given_up": _("given up"), "due": _("not sent yet"), "done": _("sent")}


def given_up(request) -> Iterator[dict]:
    """Yield each kind of work of which some was given up, if the user may look at it."""
    for kind in Due.kinds():
        if not admin.site.is_registered(kind):
            continue
        if not admin.site.get_model_admin(kind).has_view_permission(request):
            continue
        if number := kind.objects.given_up().count():
            address = reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist")
            name = kind._meta.verbose_name_plural
            yield {"name": name, "number": number, "address": f"{address}?state=given_up"}


def late_since() -> datetime | None:
    """Return since when something has been due that nobody does; None within the first minutes.

    What a worker is at, or tries again, is due later.
    """
    due = (kind.due().order_by("next_try_at") for kind in Due.kinds())
    oldest = [first.next_try_at for rows in due if (first := rows.only("next_try_at").first())]
    since = min(oldest, default=None)
    return since if since and since < timezone.now() - LATE else None
