"""A secret that is made once and then kept in a file only its owner can read."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path, make=lambda: secrets.token_urlsafe(48)) -> str:
    """Return the secret in `path`; when there is none, make one and keep it there.

    Several processes may start at once: the file appears whole or not at all, and the
    first one wins.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first, and its secret is the one
        finally:
            os.unlink(draft)
    return path.read_text().strip()
