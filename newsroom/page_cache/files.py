"""What is answered without a database: files, and the sign of life. It waits for nobody's work."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from newsroom.page_cache.lanes import Room

ALIVE = "/healthz"
SMALL = 256 * 1024  # bytes; up to here it is memory that a slow connection holds, not a thread


def size_of(path: str) -> int | None:
    """The bytes of the file at this address (0 for the sign of life); None if there is none."""
    if path == ALIVE:
        return 0
    for prefix, folder in (
        (settings.STATIC_URL, settings.STATIC_ROOT),
        (settings.MEDIA_URL, settings.MEDIA_ROOT),
    ):
        if path.startswith(prefix):
            file = file_in(folder, path.removeprefix(prefix))
            return file.stat().st_size if file else None
    return None


def file_in(folder, name: str) -> Path | None:
    """The file of that name in or below `folder`, if there is one."""
    try:
        file = Path(safe_join(folder, name))
        return file if file.is_file() else None
    except (SuspiciousFileOperation, ValueError, OSError):
        return None


class Pieces:
    """What `django` answers, piece by piece, with a place in `room` until it is closed."""

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
