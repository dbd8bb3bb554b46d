"""When is a stored page stale?

A page is fresh as long as two things stay as they were when it was rendered: the edition
(counted in the database, in the transaction of every change that readers can see) and the last
moment at which the clock alone changed something (a scheduled article became public). Both are
one small read; no message is sent to anybody, so there is no message to lose, and every process
sees a change at the next request.

To count keeps nobody waiting, however long a transaction takes. Rows are locked in one order:
`lock`, comments by their numbers, articles, then the rest.
"""

from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Subquery
from django.utils import timezone

ARTICLES = 0x6E657773  # the number of the lock, for all of a database


class Edition(models.Model):
    """How many changes there were, counted in a few rows: a stored page that knows less is stale.

    A transaction counts in a row that no other one holds, and makes one if there is none. What
    counts is the sum: it grows when a transaction is committed, in whichever row.
    """

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return str(self.number)


class Freshness(NamedTuple):
    edition: int
    clock: tuple[str, ...]


@transaction.atomic(savepoint=False)
def new_edition():
    """Declare every stored page stale, together with the change that made it so.

    Call it inside the transaction of the change: outside, a page that is rendered between
    the two would be kept as if it were new.
    """
    free = Edition.objects.order_by("pk").select_for_update(skip_locked=True).values("pk")[:1]
    if not Edition.objects.filter(pk=Subquery(free)).update(number=F("number") + 1):
        Edition.objects.create()


def lock():
    """Have whoever else writes articles, and what stands with them, wait for this transaction.

    It comes before any row is locked. Decisions about comments do without.
    """
    if connection.vendor == "postgresql":  # SQLite has one writer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ARTICLES])


def read(connection=connection) -> Freshness:
    """How fresh a page must be to be shown now: one query, two index look-ups."""
    question, clocks = _question()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(question, [now] * clocks)
        edition, *moments = cursor.fetchone()
    return Freshness(edition, tuple(str(moment) for moment in moments))


def _question() -> tuple[str, int]:
    """The SQL of `read`, and how often it wants to be told the time."""
    quote = connection.ops.quote_name
    # Only names from our own models and settings are put together here, never anybody's words.
    columns = ["CAST(SUM(number) AS bigint)"]
    for path in settings.CLOCKS:
        app, model, field = path.split(".")
        table = quote(apps.get_model(app, model)._meta.db_table)
        moment = quote(field)
        columns.append(f"(SELECT MAX({moment}) FROM {table} WHERE {moment} <= %s)")  # noqa: S608
    question = f"SELECT {', '.join(columns)} FROM {quote(Edition._meta.db_table)}"  # noqa: S608
    return question, len(columns) - 1


class MovesEditionQuerySet(models.QuerySet):
    """Rows that stand on readers' pages: changing many of them is a new edition too.

    `update` takes no lock but of its rows: a decision about a comment counts by it.
    """

    @transaction.atomic
    def update(self, **fields):
        new_edition()
        return super().update(**fields)

    @transaction.atomic
    def delete(self):
        new_edition()
        lock()
        return super().delete()

    @transaction.atomic
    def bulk_create(self, objs, **options):
        new_edition()
        lock()
        return super().bulk_create(objs, **options)

    # As in the methods that these stand for: not for templates, and not for managers.
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class MovesEdition(models.Model):
    """A row that stands on readers' pages: saving or deleting it is a new edition."""

    objects = MovesEditionQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        new_edition()
        lock()
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        new_edition()
        lock()
        return super().delete(*args, **kwargs)
