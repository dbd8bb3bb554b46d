"""The import of a whole blog, while readers and moderators go on.

The file is read to its end before anything is written, so a broken one is rejected whole. Writing
is split into short transactions; after an interruption the same file is imported again, and adds
the missing rows.
"""

from pathlib import Path

from django.db import transaction

from articles.models import Article
from newsroom.importing.file_format import format_of
from newsroom.importing.ledger import Ledger
from newsroom.importing.relating import relate
from newsroom.importing.writer import Writer
from newsroom.work.jobs import Job

AT_ONCE = 500  # articles that are related to each other at once; a task for each such lot


def move_in(path: Path, *, dry_run: bool = False) -> Ledger:
    """Import the file at `path`; return the Ledger.

    With `dry_run` the import is one transaction, rolled back at the end. Raise OSError,
    UnknownFormat or BrokenFile before anything is written, SumsDisagree after.
    """
    with path.open("rb") as file:
        reader = format_of(file)
        for _record in reader.read(file):
            pass  # it can be read to its end
        if dry_run:
            with transaction.atomic():
                writer = _write(reader, file)
                transaction.set_rollback(True)
        else:
            writer = _write(reader, file)
            _relate(writer.moved_in | _left_unrelated())
    return writer.ledger


def _write(reader, file) -> Writer:
    writer = Writer(Ledger())
    with writer.turns:
        writer.write_articles(reader.read(file))
        writer.write_the_rest(reader.read(file))
    return writer


def _left_unrelated() -> set[int]:
    """Return the articles of an interrupted import that have no related posts yet."""
    moved_in = Article.objects.exclude(source=None).public_or_scheduled()
    return set(moved_in.filter(keywords=None, relations=None).values_list("pk", flat=True))


def _relate(moved_in: set[int]):
    """Find the related posts of a few articles now, and plan the rest for the worker."""
    if moved_in:
        Job.plan("cards_outdated")
    if len(moved_in) <= AT_ONCE:
        relate(sorted(moved_in))
        return
    for start in range(0, len(moved_in), AT_ONCE):
        Job.plan("articles_imported", sorted(moved_in)[start : start + AT_ONCE])
