"""Static files: hashed, compressed, and the stylesheet's parts joined into one.

In the source, `newsroom.css` is a list of `@import`s, one file per part of the page, each a request
after the other. So the parts are joined when static files are collected, without their comments,
which are an eighth of what a reader would load, and indentation, which is a twentieth of the rest.
"""

import hashlib
import os
import re
import time
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("\./(?P<part>[\w./-]+\.css)"\);')
# A comment, which ends with the file if not before (CSS Syntax 3, 4.3.2), or an indentation; or
# what may hold the signs of one.
SUPERFLUOUS = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*+"?|'(?:[^'\\]|\\.)*+'?|url\([^"'()]*+\))"""
    r"""|/\*(?:[^*]|\*(?!/))*+(?:\*/\s*)?|(?P<line>\n)\s+""",
    re.S,
)
JOINED = (
    "newsroom.css",
    "receipt.css",
    "feed.css",
    "css/front.css",
    "css/author.css",
    "css/directory.css",
    "css/listing.css",
    "css/results.css",
)
HASHED = re.compile(r"\.[0-9a-f]{12}\.")
KEPT = 30 * 24 * 60 * 60  # seconds that a file stays which pages elsewhere may still name
COLLECTED = "collected.txt"  # what the originals were when they were collected


def joined(source: str, read) -> str:
    """Replace every `@import url("./part.css");` in `source` by `read(part)`."""
    return IMPORT.sub(lambda match: read(match["part"]).strip(), source)


def compact(css: str) -> str:
    """Return `css` without its comments and indentations."""
    return SUPERFLUOUS.sub(lambda match: match["kept"] or match["line"] or "", css)


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):
    def get_modified_time(self, name):
        """Raise NotImplementedError: each original is copied, even if older than its copy."""
        raise NotImplementedError

    def post_process(self, paths, dry_run=False, **options):
        if dry_run:
            return
        before, originals = self.hashed_names(), fingerprint()
        # Later steps read the joined file in STATIC_ROOT as the original.
        paths |= {name: (self.join(name, paths), name) for name in JOINED if name in paths}
        yield from super().post_process(paths, dry_run, **options)
        self.delete_unused(before)
        (settings.STATIC_ROOT / COLLECTED).write_text(originals)

    def compress_files(self, paths):
        """Compress only hashed files, for originals are hardly requested."""
        yield from super().compress_files(set(paths) & set(self.hashed_files.values()))

    def join(self, name, paths):
        folder = PurePosixPath(name).parent

        def read(part):
            """Return the original's text; the copy may be joined already, or outdated."""
            storage, path = paths[(folder / part).as_posix()]
            with storage.open(path) as file:
                return file.read().decode()

        whole = joined(read(PurePosixPath(name).name), read)
        self.delete(name)
        self._save(name, ContentFile(compact(whole).encode()))
        return self

    def hashed_names(self) -> set[str]:
        return set(self.load_manifest()[0].values())

    def delete_unused(self, before):
        """Delete files unused for `KEPT`, and start the time of those unused from now on."""
        now = self.hashed_names()
        for path in settings.STATIC_ROOT.rglob("*"):
            name = path.relative_to(settings.STATIC_ROOT).as_posix()
            plain = re.sub(r"\.(gz|br)$", "", name)
            if HASHED.search(name) and plain not in now and path.is_file():
                if plain in before:
                    os.utime(path)
                elif path.stat().st_mtime < time.time() - KEPT:
                    path.unlink()


def is_collected() -> bool:
    note = settings.STATIC_ROOT / COLLECTED
    return note.exists() and note.read_text() == fingerprint()


def fingerprint() -> str:
    """Return a hash of the names and contents of all originals, and of what is done to them.

    Times are unreliable.
    """
    ignored = getattr(apps.get_app_config("staticfiles"), "ignore_patterns")  # noqa: B009
    whole = hashlib.sha256(Path(__file__).read_bytes())
    for finder in get_finders():
        for path, storage in sorted(finder.list(ignored), key=lambda pair: pair[0]):
            with storage.open(path) as file:
                whole.update(f"{path}\0{hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return whole.hexdigest()
