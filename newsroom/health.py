"""The sign of life, and uploads: answered before anything asks the database."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve

from newsroom.page_cache import files


@require_safe
def alive(request):
    """This process answers: whoever watches it must not end it because the database is busy."""
    return HttpResponse(f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}\n", content_type="text/plain")


class WithoutDatabaseMiddleware:
    """Middleware: the sign of life and files that are there need no masthead, and no session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == files.ALIVE:
            return alive(request)
        name = request.path_info.removeprefix(settings.MEDIA_URL)
        if name != request.path_info and files.file_in(settings.MEDIA_ROOT, name):
            return serve(request, name, document_root=settings.MEDIA_ROOT)
        return self.get_response(request)
