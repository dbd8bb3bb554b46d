"""What this process runs: the code, templates and words that make a page what it is."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FOLDERS = ("newsroom", "articles", "comments", "templates", "locale", "requirements")
SUFFIXES = {".py", ".html", ".mo", ".txt", ".xml"}
COLLECTED = "staticfiles.json"  # the names of all static files, with the hashes of what is in them


def fingerprint() -> str:
    """Return a hash of all files of this release, the owner's templates and static files included.

    Versions are not enough: the owner's own templates have none.
    """
    whole = hashlib.sha256()
    for name, file in sorted(_files()):
        whole.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """Yield each file, below a name that is the same on every machine."""
    folders = [(name, settings.BASE_DIR / name) for name in FOLDERS]
    for name, folder in [*folders, ("look", settings.LOOK_DIR)]:
        for file in folder.rglob("*"):
            if file.suffix in SUFFIXES and file.is_file():
                yield f"{name}/{file.relative_to(folder).as_posix()}", file
    if (file := settings.STATIC_ROOT / COLLECTED).is_file():
        yield COLLECTED, file
