"""Static files: hashed, compressed, and the stylesheet's parts joined into one.

In the source, `newsroom.css` is a list of `@import`s, one file per part of the page. Over
the wire that would be a request for each, one after the other; so the parts are
joined when static files are collected.
"""

import re

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("\./(?P<part>[\w./-]+\.css)"\);')
JOINED = ("newsroom.css",)


def joined(source: str, read) -> str:
    """Replace every `@import url("./part.css");` in `source` by what `read(part)` returns."""
    return IMPORT.sub(lambda found: read(found["part"]).strip(), source)


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            # From here on the joined file, in our own folder, is the original.
            paths |= {name: (self.join(name), name) for name in JOINED if name in paths}
        yield from super().post_process(paths, dry_run, **options)

    def join(self, name):
        whole = joined(self.read_text(name), self.read_text)
        self.delete(name)
        self._save(name, ContentFile(whole.encode()))
        return self

    def read_text(self, name):
        with self.open(name) as file:
            return file.read().decode()


def is_collected() -> bool:
    """Whether the collected files are there and none of the originals is newer."""
    manifest = settings.STATIC_ROOT / JoinedStaticFiles.manifest_name
    return manifest.exists() and manifest.stat().st_mtime > max(
        storage.get_modified_time(path).timestamp()
        for finder in get_finders()
        for path, storage in finder.list([])
    )
