"""The masthead of a request: language, time zone, template variable."""

from django.conf import settings
from django.utils import timezone, translation

from newsroom import freshness, kept
from newsroom.models import Masthead


class LastKnownLanguageMiddleware:
    """Middleware, around all others: use the paper's language before the masthead is read.

    The pages of errors are rendered wherever one happens, some when the database is away.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(MastheadLocaleMiddleware.last_known):
            return self.get_response(request)


class MastheadLocaleMiddleware:
    """Activate the paper's language and time zone, whatever the browser prefers.

    A page is the same for every reader (and stored once), so it cannot depend on a header.
    """

    last_known = settings.LANGUAGE_CODE  # for pages that must not ask the database

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        edition = request.environ.get(kept.EDITION) or freshness.of_paper()
        with kept.of(edition), Masthead.read_once() as request.masthead:
            return self.answer(request)

    def answer(self, request):
        MastheadLocaleMiddleware.last_known = request.masthead.language
        with (
            translation.override(request.masthead.language),
            timezone.override(request.masthead.zone),
        ):
            response = self.get_response(request)
            if hasattr(response, "render") and callable(response.render):
                response = response.render() if not response.is_rendered else response
            response.headers.setdefault("Content-Language", translation.get_language())
            return response


def masthead(request):
    """Context processor: add `masthead` to every template."""
    return {"masthead": getattr(request, "masthead", None)}
