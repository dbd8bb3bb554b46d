"""A request id, in log lines and on error pages.

A reader who reports an error can quote it. Cached pages have none: all readers get the same bytes.
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-ID"

current: ContextVar[str] = ContextVar("request_id", default="-")


@contextmanager
def named(name: str):
    """Give log lines of the block the id `name`."""
    before = current.set(name)
    try:
        yield
    finally:
        current.reset(before)


class RequestIdMiddleware:
    """Middleware, around all others: give each request an id, and show it on error pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with named(secrets.token_hex(4)):
            response = self.get_response(request)
            if response.status_code >= 500:
                response.headers[HEADER] = current.get()
            return response
