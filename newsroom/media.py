"""Uploads, served by Django if no web server in front does."""

import errno
import logging
import mimetypes
from typing import cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import http_date
from django.views.static import serve

from newsroom import purging
from newsroom.page_cache import files
from newsroom.s3_media import S3Media
from newsroom.seldom import Seldom

logger = logging.getLogger(__name__)
logger.addFilter(Seldom())

PIECE = 64 * 1024  # bytes
RETRY_AFTER = 10  # seconds


def media(request, path, document_root):
    if settings.S3_BUCKET:
        if response := from_bucket(request, path):
            return response
        raise Http404
    try:
        return serve(request, path, document_root)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # of no file
            raise Http404 from error
        raise


def without_database(request) -> HttpResponseBase | None:
    """Return the upload for which `request` asks, or None if there is none."""
    name = request.path_info.removeprefix(settings.MEDIA_URL)
    if name == request.path_info:
        return None
    response = None
    if settings.S3_BUCKET:
        response = from_bucket(request, name)
    elif files.file_in(settings.MEDIA_ROOT, name):
        response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    if response:
        for header, value in purging.of_keys([name]):
            response.headers[header] = value
    return response


def from_bucket(request, name) -> HttpResponseBase | None:
    """Return the file of the bucket, piece by piece; 503 if it cannot be reached, None if there is
    no such file."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        known = request.headers.get("If-None-Match", "")
        answer = cast(S3Media, default_storage).answer(name, known, whole=request.method == "GET")
    except OSError as error:
        logger.error("An upload cannot be read: %s", error)
        headers = {"Retry-After": str(RETRY_AFTER)}
        return HttpResponse(status=503, content_type="text/plain", headers=headers)
    if answer is None:
        return None
    if not answer:
        return HttpResponseNotModified(headers={"ETag": known})
    headers = {
        # Not what the bucket calls it: that is not known to be an upload of ours.
        "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "Content-Length": str(answer["ContentLength"]),
        "ETag": answer["ETag"],
        "Last-Modified": http_date(answer["LastModified"].timestamp()),
    }
    if "Body" not in answer:
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(Pieces(answer["Body"]), headers=headers)


class Pieces:
    """The body of a file on its way; whoever leaves early gives the connection back."""

    def __init__(self, body):
        self.body = body

    def __iter__(self):
        return self.body.iter_chunks(PIECE)

    def close(self):
        self.body.close()
