"""The edition: the counters that tell a stored page that it is stale.

A page is fresh as long as four things stay as they were when it was rendered: the edition of the
paper (counted in the database, in the transaction of every change that readers can see), the
editions of the discussions that it shows, the last moment at which the clock alone changed
something (a scheduled article became public), and the day by the paper's clock, which the front
page shows. No message is sent, so none can be lost, and every process sees a change at the next
request.

Discussions are counted apart, so that a published comment leaves the pages of other articles
fresh. They share `PARTS` counters by the primary key of their article: a table with a row for each
article could not be read whole. It is read only when the one small query of each request says that
some discussion has changed.

Counting blocks nobody, however long a transaction takes. Locks are taken in one order: `lock`,
comments by primary key, articles, then the rest.
"""

import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from newsroom import purging

ARTICLES = 0x6E657773  # the number of the lock, for all of a database
SHOWN_OF_ACCOUNTS = {"is_staff", "is_active", "first_name", "last_name"}
PARTS = 1024  # counters of discussions


class Edition(models.Model):
    """A counter of changes, spread over a few rows; the edition is their sum.

    A transaction counts in a row that no other transaction has locked, and adds a row if there is
    none. The sum grows at each commit.
    """

    number = models.PositiveBigIntegerField(default=1)
    discussions = models.PositiveBigIntegerField(default=0, db_default=0)  # changes in any of them

    def __str__(self):
        return str(self.number)


class DiscussionEdition(models.Model):
    """A counter of the changes in the discussions of some articles, spread in the same way."""

    part = models.PositiveSmallIntegerField(db_index=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return f"{self.part}: {self.number}"


class Freshness(NamedTuple):
    edition: int
    clock: tuple[str, ...]
    discussions: int  # the sum of all changes in them
    parts: Mapping[int, int]  # the number of each part that was ever counted

    def of(self, articles: Iterable[int] | None) -> tuple:
        """Return what a page depends on that shows the discussions of `articles`, by primary key.

        None stands for those of the whole paper.
        """
        if articles is None:
            return self.edition, self.clock, self.discussions
        parts = sorted({part_of(article) for article in articles})
        return self.edition, self.clock, *((part, self.parts.get(part, 0)) for part in parts)


def part_of(article: int) -> int:
    return article % PARTS


@transaction.atomic(savepoint=False)
def new_edition():
    """Make every stored page stale.

    Call it in the transaction of the change: otherwise a page that is rendered between the two
    would be stored as a fresh one.
    """
    if not _counted(Edition, "number"):
        Edition.objects.create()
    purging.plan(purging.PAPER)


@transaction.atomic(savepoint=False)
def discussion_changed(article: int):
    """Make the stored pages stale that show the discussion of `article`, a primary key.

    Its own page is one of them, so its card for social networks moves no more than this, too. Call
    it in the transaction of the change.
    """
    part = part_of(article)
    if not _counted(DiscussionEdition, "number", part):
        DiscussionEdition.objects.create(part=part)
    if not _counted(Edition, "discussions"):
        Edition.objects.create(number=0, discussions=1)
    purging.plan(purging.DISCUSSIONS, purging.of_discussion(article))


def _counted(model, column, part: int | None = None) -> bool:
    """Add 1 to `column` in the first row that no other transaction has locked.

    Return False if there is none, of this `part` if one is given.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    those = "" if part is None else "WHERE part = %s"
    free = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    first = f"SELECT id FROM {table} {those} ORDER BY id LIMIT 1 {free}"  # noqa: S608
    question = f"UPDATE {table} SET {column} = {column} + 1 WHERE id = ({first})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(question, [] if part is None else [part])
        return cursor.rowcount > 0


def account_changed(update_fields=None, **signal):
    """Make stored pages stale, unless somebody has only signed in or has a new password."""
    if update_fields is None or SHOWN_OF_ACCOUNTS & set(update_fields):
        new_edition()


def lock():
    """Block other writers of articles and their related rows until this transaction ends.

    Take it before any row lock. Decisions about comments do without.
    """
    if connection.vendor == "postgresql":  # SQLite has one writer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ARTICLES])


def read(connection=connection, known: Freshness | None = None) -> Freshness:
    """Return the current editions and the last scheduled change: one query, few index look-ups.

    `known` is an earlier result; a second query is made if a discussion has changed since.
    """
    with connection.cursor() as cursor:
        return _read(connection, cursor, known)


def read_often(connection, known: Freshness | None = None) -> Freshness:
    """As `read`, past what Django adds to a cursor, which takes longer than the query."""
    connection.ensure_connection()
    with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
        return _read(connection, cursor, known)


def _read(connection, cursor, known):
    edition, clock, discussions = _sums(connection, cursor)
    # After the sum, so that no change is in the sum alone.
    if known and known.discussions == discussions:
        return Freshness(edition, clock, discussions, known.parts)
    cursor.execute(_question_of_parts())
    return Freshness(edition, clock, discussions, dict(cursor.fetchall()))


def of_paper() -> tuple:
    """Return what a page depends on that shows no discussion; see Freshness.of."""
    with connection.cursor() as cursor:
        edition, clock, _discussions = _sums(connection, cursor)
    return edition, clock


def next_change(connection, now: datetime) -> float:
    """Return the next moment at which the clock alone makes a page stale, on SQLite, in seconds."""
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_question_of_next(), [moment] * len(settings.CLOCKS))
        zone, *moments = cursor.fetchone()
    tomorrow = _day(now, zone) + timedelta(days=1)
    changes = [datetime.combine(tomorrow, time.min, zoneinfo.ZoneInfo(zone or "UTC"))]
    changes += [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in moments if each]
    return min(change.timestamp() for change in changes)


def _sums(connection, cursor):
    now = timezone.now()
    question, clocks = _question(connection.vendor)
    cursor.execute(question, [connection.ops.adapt_datetimefield_value(now)] * clocks)
    edition, discussions, zone, *moments = cursor.fetchone()
    return edition, tuple(map(str, (_day(now, zone), *moments))), discussions


def _day(now, zone):
    return now.astimezone(zoneinfo.ZoneInfo(zone or "UTC")).date()


# The SQL is built from names of our models and settings only, never from input.
@cache
def _question(vendor) -> tuple[str, int]:
    """Return the SQL of `read` and the number of its time parameters."""
    sums = (f"CAST(SUM({name}) AS bigint)" for name in ("number", "discussions"))
    columns = ", ".join([*sums, _zone(), *_moments("MAX", "<=")])
    question = f"SELECT {columns} FROM {_quoted(Edition)}"  # noqa: S608
    return question, len(settings.CLOCKS)


@cache
def _question_of_next() -> str:
    return f"SELECT {', '.join([_zone(), *_moments('MIN', '>')])}"


def _zone() -> str:
    return f"(SELECT MAX(time_zone) FROM {_quoted(apps.get_model('newsroom', 'Masthead'))})"  # noqa: S608


def _moments(choice, comparison) -> Iterator[str]:
    for path in settings.CLOCKS:
        app, model, field = path.split(".")
        table, moment = _quoted(apps.get_model(app, model)), connection.ops.quote_name(field)
        yield f"(SELECT {choice}({moment}) FROM {table} WHERE {moment} {comparison} %s)"  # noqa: S608


def _quoted(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _question_of_parts() -> str:
    table = _quoted(DiscussionEdition)
    return f"SELECT part, CAST(SUM(number) AS bigint) FROM {table} GROUP BY part"  # noqa: S608


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
