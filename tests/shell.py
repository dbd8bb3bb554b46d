"""Runs code beside a site, as tests/site.py hands it over: a line of JSON each, and one back."""

import json
import os
import sys
import traceback
from contextlib import redirect_stdout
from io import StringIO

import django
from django.db import connections


def run(code):
    """Return what `code` printed, and the traceback if it failed."""
    with redirect_stdout(StringIO()) as printed:
        try:
            exec(code, {"__name__": "shell"})
        except Exception:  # noqa: BLE001 (told to the test)
            return printed.getvalue(), traceback.format_exc()
        finally:
            connections.close_all()
    return printed.getvalue(), None


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
