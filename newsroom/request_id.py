"""A number for each request that Django answers: in its log lines, on the page of an error.

Whoever writes to us about an error can name it, and its line is found. Pages that readers share
have none: their bytes are everybody's.
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-ID"

current: ContextVar[str] = ContextVar("request_id", default="-")


@contextmanager
def named(name: str):
    """Have log lines of the block carry `name`."""
    before = current.set(name)
    try:
        yield
    finally:
        current.reset(before)


class RequestIdMiddleware:
    """Middleware, outermost: number the request, and tell whoever gets an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with named(secrets.token_hex(4)):
            response = self.get_response(request)
            if response.status_code >= 500:
                response.headers[HEADER] = current.get()
            return response
