"""The list of decisions with person, time, reason, and the button that undoes one."""

from itertools import groupby

from django.utils import timezone

from articles.cursor import page_of
from comments.admin.queue.decision_filter import DecisionFilter
from comments.desk import undoing
from comments.models import Decision

A_PAGE = 50


def context(request) -> dict:
    """Return the template context of one page of them; the number of queries is the same."""
    asked = DecisionFilter(request.GET, request.user)
    rows = asked.narrow(Decision.objects.in_scope_of(request.user)).with_logs()
    page = page_of(rows, request, "at", A_PAGE)
    undoing.mark(page.rows, request.user)
    days = groupby(page.rows, key=lambda decision: timezone.localdate(decision.at))
    return {
        "asked": asked,
        "narrowed": asked.narrowed_to(),
        "days": [(day, list(decisions)) for day, decisions in days],
        "page": page,
    }
