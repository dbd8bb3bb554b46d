"""Moving a whole blog in, while readers and moderators go on.

The file is read to its end before anything is written, so one that is broken is refused whole. What
is written is written in short turns, each of which stands by itself: who is interrupted moves the
same file in again, and what is missing is added.
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
    """Move in what is in the file at `path`, and return what became of everything in it.

    With `dry_run` the same is done in one transaction, and undone. Raises OSError, UnknownFormat
    and BrokenFile; then nothing was moved in. Raises SumsDisagree; then the turns before stand.
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
    """What was moved in by somebody who was interrupted before it was related."""
    moved_in = Article.objects.exclude(source=None).public_or_scheduled()
    return set(moved_in.filter(keywords=None, relations=None).values_list("pk", flat=True))


def _relate(moved_in: set[int]):
    """Find what to read next: a few now, more than that when the worker has time."""
    if len(moved_in) <= AT_ONCE:
        relate(sorted(moved_in))
        return
    for start in range(0, len(moved_in), AT_ONCE):
        Job.plan("articles_imported", sorted(moved_in)[start : start + AT_ONCE])
