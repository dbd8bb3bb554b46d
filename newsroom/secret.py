"""A secret, generated once and kept in a file that only its owner can read."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path, make=lambda: secrets.token_urlsafe(48)) -> str:
    """Return the secret in `path`; make and store one if there is none.

    Several processes may start at once: the file is created atomically, and the first one wins.
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
