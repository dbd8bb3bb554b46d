"""Files and the liveness check, answered without the database and without waiting."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from newsroom.page_cache.lanes import Room

ALIVE = "/healthz"
OURS = (settings.STATIC_URL, settings.MEDIA_URL)
SMALL = 256 * 1024  # bytes; up to here it is memory that a slow connection holds, not a thread
FAR = SMALL + 1  # a file in a bucket: whoever waits for that holds a thread, too


def size_of(path: str) -> int | None:
    """Return the size of the file at this address in bytes (0 for the liveness check), or None."""
    if path == ALIVE:
        return 0
    if not path.startswith(OURS):
        return None
    if settings.S3_BUCKET and path.startswith(settings.MEDIA_URL):
        return FAR
    for prefix, folder in (
        (settings.STATIC_URL, settings.STATIC_ROOT),
        (settings.MEDIA_URL, settings.MEDIA_ROOT),
    ):
        if path.startswith(prefix):
            file = file_in(folder, path.removeprefix(prefix))
            return file.stat().st_size if file else None
    return None


def file_in(folder, name: str) -> Path | None:
    try:
        file = Path(safe_join(folder, name))
        return file if file.is_file() else None
    except (SuspiciousFileOperation, ValueError, OSError):
        return None


class Pieces:
    """A streamed response that occupies a place in `room` until it is closed."""

    def __init__(self, room: Room, django, environ, start_response):
        room.__enter__()
        self.room = room
        try:
            self.pieces = django(environ, start_response)
        except BaseException:
            room.__exit__()
            raise

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        try:
            self.pieces.close()
        finally:
            self.room.__exit__()
