"""Uploads, served by Django if no web server in front does."""

import errno

from django.http import Http404
from django.views.static import serve


def media(request, path, document_root):
    try:
        return serve(request, path, document_root)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # of no file
            raise Http404 from error
        raise
