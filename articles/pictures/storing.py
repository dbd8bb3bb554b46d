"""Files in the storage, which knows no transactions: written before a row names them, and taken
away only after it is certain that no row does."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction


def put(storage: Storage, name: str, content: bytes):
    """Store `content` under exactly this name, over what a run that was cut off has left there."""
    storage.delete(name)
    given = storage.save(name, ContentFile(content))
    if given != name:
        storage.delete(given)  # Another run has just stored the same.


def discard_after_commit(storage: Storage, names: Iterable[str]):
    """Delete files, and not before their rows are gone for good; what is missing is no error."""
    for name in set(names):
        # One that cannot be deleted keeps none of the others, and undoes no answer.
        transaction.on_commit(partial(storage.delete, name), robust=True)
