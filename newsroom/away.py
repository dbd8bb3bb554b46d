"""The pages that nginx shows where this application cannot: it is away, or a body is too large.

They are files beside the static ones, in the language that the paper had when it was started.
"""

import os

from django.conf import settings
from django.db import DatabaseError, connections
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.models import Masthead

PAGES = {"away.html": "away.html", "too-large.html": "413.html"}  # a file and its template


def write_pages():
    with translation.override(_language()):
        for name, template in PAGES.items():
            _write(settings.STATIC_ROOT / name, render_to_string(template))


def _language() -> str:
    try:
        return Masthead.objects.get().language
    except (DatabaseError, Masthead.DoesNotExist):
        return settings.LANGUAGE_CODE
    finally:
        connections.close_all()


def _write(path, page):
    """Replace the file as a whole: nginx may be reading it."""
    new = path.with_suffix(f".{os.getpid()}")
    new.write_text(page)
    new.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    new.replace(path)
