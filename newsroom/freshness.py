"""The edition: the counter that tells a stored page that it is stale.

A page is fresh as long as three things stay as they were when it was rendered: the edition (counted
in the database, in the transaction of every change that readers can see), the last moment at which
the clock alone changed something (a scheduled article became public), and the day by the paper's
clock, which the front page shows. They are one small query. No message is sent, so none can be
lost, and every process sees a change at the next request.

Counting blocks nobody, however long a transaction takes. Locks are taken in one order: `lock`,
comments by primary key, articles, then the rest.
"""

import zoneinfo
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Subquery
from django.utils import timezone

ARTICLES = 0x6E657773  # the number of the lock, for all of a database


class Edition(models.Model):
    """A counter of changes, spread over a few rows; the edition is their sum.

    A transaction counts in a row that no other transaction has locked, and adds a row if there is
    none. The sum grows at each commit.
    """

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return str(self.number)


class Freshness(NamedTuple):
    edition: int
    clock: tuple[str, ...]


@transaction.atomic(savepoint=False)
def new_edition():
    """Make every stored page stale.

    Call it in the transaction of the change: otherwise a page that is rendered between the two
    would be stored as a fresh one.
    """
    free = Edition.objects.order_by("pk").select_for_update(skip_locked=True).values("pk")[:1]
    if not Edition.objects.filter(pk=Subquery(free)).update(number=F("number") + 1):
        Edition.objects.create()


def account_changed(update_fields=None, **signal):
    """Make stored pages stale, unless somebody has only signed in or has a new password."""
    if update_fields is None or {"is_staff", "is_active"} & set(update_fields):
        new_edition()


def lock():
    """Block other writers of articles and their related rows until this transaction ends.

    Take it before any row lock. Decisions about comments do without.
    """
    if connection.vendor == "postgresql":  # SQLite has one writer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ARTICLES])


def read(connection=connection) -> Freshness:
    """Return the current edition and the last scheduled change: one query, two index look-ups."""
    question, clocks = _question()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(question, [now] * clocks)
        edition, zone, *moments = cursor.fetchone()
    day = timezone.localdate(timezone=zoneinfo.ZoneInfo(zone or "UTC"))
    return Freshness(edition, tuple(str(moment) for moment in (day, *moments)))


def _question() -> tuple[str, int]:
    """Return the SQL of `read` and the number of its time parameters."""
    quote = connection.ops.quote_name
    # The SQL is built from names of our models and settings only, never from input.
    masthead = quote(apps.get_model("newsroom", "Masthead")._meta.db_table)
    zone = f"(SELECT MAX(time_zone) FROM {masthead})"  # noqa: S608
    columns = ["CAST(SUM(number) AS bigint)", zone]
    for path in settings.CLOCKS:
        app, model, field = path.split(".")
        table = quote(apps.get_model(app, model)._meta.db_table)
        moment = quote(field)
        columns.append(f"(SELECT MAX({moment}) FROM {table} WHERE {moment} <= %s)")  # noqa: S608
    question = f"SELECT {', '.join(columns)} FROM {quote(Edition._meta.db_table)}"  # noqa: S608
    return question, len(settings.CLOCKS)


class MovesEditionQuerySet(models.QuerySet):
    """Rows that readers' pages show: a bulk change moves the edition too.

    `update` locks only its own rows, so decisions about comments do not wait for each other.
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

    # As on the methods overridden: not for templates, and not for managers.
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class MovesEdition(models.Model):
    """A row that readers' pages show: saving or deleting it moves the edition."""

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
