"""The liveness check and uploads, answered without the database."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom import media
from newsroom.page_cache import files


@require_safe
def alive(request):
    """Answer 200 while the process runs; a busy database is no reason to restart it."""
    return HttpResponse(f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}\n", content_type="text/plain")


class WithoutDatabaseMiddleware:
    """Answer the liveness check and existing files before sessions and the masthead are read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == files.ALIVE:
            return alive(request)
        return media.without_database(request) or self.get_response(request)
