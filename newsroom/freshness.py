"""When is a stored page stale?

A page is fresh as long as two things stay as they were when it was rendered: the edition
(a counter in the database, moved in the transaction of every change that readers can
see) and the last moment at which the clock alone changed something (a scheduled article
became public). Both are one small read; no message is sent to anybody, so there is no
message to lose, and every process sees a change at the next request.
"""

from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone


class Edition(models.Model):
    """The counter that tells a stored page that it is stale; one row."""

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return str(self.number)


class Freshness(NamedTuple):
    edition: int
    clock: tuple[str, ...]


def new_edition():
    """Declare every stored page stale, together with the change that made it so.

    Call it inside the transaction of the change: outside, a page that is rendered between
    the two would be kept as if it were new.
    """
    Edition.objects.update(number=F("number") + 1)


def lock():
    """Have whoever else changes what readers see wait for this transaction's end.

    For a row that is read to be written: a new edition comes before the row, so this comes before
    it too. Two who locked them the other way round would wait for each other.
    """
    Edition.objects.select_for_update().first()


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
    columns = ["number"]
    for path in settings.CLOCKS:
        app, model, field = path.split(".")
        table = quote(apps.get_model(app, model)._meta.db_table)
        moment = quote(field)
        columns.append(f"(SELECT MAX({moment}) FROM {table} WHERE {moment} <= %s)")  # noqa: S608
    question = f"SELECT {', '.join(columns)} FROM {quote(Edition._meta.db_table)}"  # noqa: S608
    return question, len(columns) - 1


class MovesEditionQuerySet(models.QuerySet):
    """Rows that stand on readers' pages: changing many of them is a new edition too."""

    @transaction.atomic
    def update(self, **fields):
        new_edition()
        return super().update(**fields)

    @transaction.atomic
    def delete(self):
        new_edition()
        return super().delete()

    @transaction.atomic
    def bulk_create(self, objs, **options):
        new_edition()
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
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        new_edition()
        return super().delete(*args, **kwargs)
