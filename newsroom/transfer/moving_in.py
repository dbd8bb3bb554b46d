"""Moving a whole blog in: all of the file, or nothing of it."""

from pathlib import Path

from django.db import transaction

from newsroom.transfer.formats import format_of
from newsroom.transfer.ledger import Ledger
from newsroom.transfer.tasks import relate
from newsroom.transfer.writer import Writer

AT_ONCE = 500  # articles that are related to each other at once; a task for each such lot


@transaction.atomic
def move_in(path: Path, *, dry_run: bool = False) -> Ledger:
    """Move in what is in the file at `path`, and return what became of everything in it.

    With `dry_run` the same is done, and undone. Raises OSError, UnknownFormat, BrokenFile and
    SumsDisagree; then nothing was moved in.
    """
    ledger = Ledger()
    with path.open("rb") as file:
        reader = format_of(file)
        writer = Writer(ledger)
        writer.write_articles(reader.read(file))
        writer.write_the_rest(reader.read(file))
    ledger.check()
    _relate(writer.moved_in)
    if dry_run:
        transaction.set_rollback(True)
    return ledger


def _relate(moved_in: list[int]):
    """Find what to read next: a few now, more than that when the worker has time."""
    if len(moved_in) <= AT_ONCE:
        relate.call(moved_in)
        return
    for start in range(0, len(moved_in), AT_ONCE):
        relate.enqueue(moved_in[start : start + AT_ONCE])
