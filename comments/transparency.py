"""The yearly report of the Digital Services Act, counted from the log.

Regulation (EU) 2022/2065, article 15 (1): (b) notices by kind, actions and median time; (c)
moderation on the paper's own initiative; (d) complaints, outcomes and median time; (e) automated
decisions.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db.models import Count
from django.utils.translation import gettext as _

from comments.models import Comment, Decision, Notice, Status, Way
from comments.moderation.reasons import OF_THE_PAPER, in_words

Line = tuple[str, int | float | None]


def yearly_report(year: int) -> Iterator[tuple[str, list[Line]]]:
    """Return the report of a year (UTC), in sections of lines; None for zero cases."""
    span = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    notices = Notice.objects.filter(created_at__gte=span[0], created_at__lt=span[1])
    decisions = Decision.objects.filter(at__gte=span[0], at__lt=span[1]).not_taken_back()
    yield _("Comments"), _comments(span)
    yield _("Reports"), list(_reports(notices.reports()))
    yield _("Decisions by moderators"), _by_reason(decisions.by_people())
    yield _("Automated decisions"), _by_reason(decisions.filter(way=Way.RULE))
    yield _("Appeals"), list(_closed(notices.appeals()))


def _comments(span) -> list[Line]:
    written = Comment.objects.filter(created_at__gte=span[0], created_at__lt=span[1])
    return [(_("written"), written.count()), (_("public today"), written.approved().count())]


def _reports(notices) -> Iterator[Line]:
    by_kind = notices.order_by("kind").values_list("kind").annotate(number=Count("pk"))
    for kind, number in by_kind:
        yield str(Notice.Kind(kind).label), number
    yield from _closed(notices)


def _closed(notices) -> Iterator[Line]:
    closed = notices.filter(closed_at__isnull=False)
    yield _("all"), notices.count()
    yield _("decision changed"), closed.filter(outcome=Notice.Outcome.CHANGED).count()
    yield _("decision upheld"), closed.filter(outcome=Notice.Outcome.STANDS).count()
    yield _("still open"), notices.open().count()
    yield _("median hours to the decision"), _median_hours(closed)


def _median_hours(closed) -> float | None:
    waited = [
        (end - start) / timedelta(hours=1)
        for start, end in closed.values_list("created_at", "closed_at")
    ]
    return round(median(waited), 1) if waited else None


def _by_reason(decisions) -> list[Line]:
    """Return the number of hidden comments by reason, and of published ones."""
    hiding = decisions.hiding().order_by("reason_code", "reason_text")
    hidden: Counter[str] = Counter()
    for code, text, number in hiding.values_list("reason_code", "reason_text").annotate(
        number=Count("pk")
    ):
        hidden[in_words(code, text if code in OF_THE_PAPER else "")] += number
    lines = sorted(hidden.items())
    unknown = _("no reason given")
    published = decisions.filter(to_status=Status.APPROVED).exclude(from_status=Status.APPROVED)
    return [
        (_("published"), published.count()),
        (_("hidden"), sum(number for _reason, number in lines)),
        *((f"  {reason or unknown}", number) for reason, number in lines),
    ]
