"""A null character in an address is never meant well, and PostgreSQL cannot be asked about it."""

from django.shortcuts import render


class RefuseNullCharacters:
    """Middleware: 400 for an address with a null character, as it is or as "%00"."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "\0" in query or "%00" in query:
            return render(request, "400.html", status=400)
        return self.get_response(request)
