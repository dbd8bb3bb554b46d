"""Files in the storage, which has no transactions.

A file is written before a row names it, and deleted only after the row is gone.
"""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction


def put(storage: Storage, name: str, content: bytes):
    """Store `content` under exactly this name, overwriting the rest of an interrupted run."""
    storage.delete(name)
    given = storage.save(name, ContentFile(content))
    if given != name:
        storage.delete(given)  # Another run has just stored the same.


def discard_after_commit(storage: Storage, names: Iterable[str]):
    """Delete files after the commit that removes their rows; ignore missing ones."""
    for name in set(names):
        # An error must neither stop the other deletions nor fail the request.
        transaction.on_commit(partial(storage.delete, name), robust=True)
