"""Rejection of null characters in addresses and cookies, on which PostgreSQL fails."""

from django.shortcuts import render


def any_input(view):
    """Decorator: exempt a view that handles null characters in its parameters."""
    view.takes_any_input = True
    return view


class NullCharacterMiddleware:
    """Answer 400 to a null character, literal or as "%00", in an address or a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # In a cookie it may stand as "\\000" (RFC 2109), which ends up in the key of a session.
        if "\0" in request.path or any("\0" in value for value in request.COOKIES.values()):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        query = request.META.get("QUERY_STRING", "")
        has_one = "\0" in query or "%00" in query
        if has_one and not getattr(view, "takes_any_input", False):
            return render(request, "400.html", status=400)
        return None
