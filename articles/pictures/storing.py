"""Files in the storage, which has no transactions.

A file is written before a row names it, and deleted only after the row is gone.
"""

import logging
from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from newsroom import purging
from newsroom.work.jobs import Job

logger = logging.getLogger(__name__)


def put(storage: Storage, name: str, content: bytes):
    """Store `content` under exactly this name, overwriting the rest of an interrupted run."""
    storage.delete(name)
    given = storage.save(name, ContentFile(content))
    if given != name:
        storage.delete(given)  # Another run has just stored the same.


def discard_after_commit(storage: Storage, names: Iterable[str]):
    """Delete files after the commit that removes their rows; ignore missing ones."""
    # An error must not fail the request.
    transaction.on_commit(partial(_discard, storage, sorted(set(names))), robust=True)


def _discard(storage, names):
    """Delete what can be deleted now; after a failure nobody waits for the others."""
    for done, name in enumerate(names):
        try:
            storage.delete(name)
        except OSError as error:
            logger.error("Files are deleted later: %s", error)
            Job.plan("files_left_over", *names[done:])
            return
    purging.plan(*names)


def delete_left_over(storage: Storage, names: Iterable[str]):
    """Delete files that could not be deleted before. Raise OSError, but not before the last one."""
    failure = None
    for name in names:
        try:
            storage.delete(name)
        except OSError as error:
            failure = error
    if failure:
        raise failure
    purging.plan(*names)
