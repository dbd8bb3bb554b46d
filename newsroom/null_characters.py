"""A null character in an address or in a cookie is never meant well, and PostgreSQL cannot be asked
about it."""

from django.shortcuts import render


def any_input(view):
    """Decorator: this view knows what to do with a null character in its parameters."""
    view.takes_any_input = True
    return view


class NullCharacterMiddleware:
    """Middleware: 400 for a null character in an address, as it is or as "%00", or in a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # In a cookie it may stand as "\\000" (RFC 2109), which ends up in the key of a session.
        if "\0" in request.path or any("\0" in one for one in request.COOKIES.values()):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        query = request.META.get("QUERY_STRING", "")
        has_one = "\0" in query or "%00" in query
        if has_one and not getattr(view, "takes_any_input", False):
            return render(request, "400.html", status=400)
        return None
