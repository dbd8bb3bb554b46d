"""Canonical requests: those that any reader could send may be answered from the cache."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from newsroom.page_cache import files

# The only query parameters that make a page another page; see also articles/old_addresses.py.
PARAMETERS = frozenset(
    [
        *("after", "before", "page", "q", "quote", "reply", "sort", "thread", "topic", "year"),
        *("attachment_id", "author", "cat", "feed", "p", "page_id", "tag"),
    ]
)
PAST = ("/admin/", *files.OURS)
# The headers that reach Django in a request for a public page.
HEADERS = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})


def may_be_stored(environ) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("PATH_INFO", "").startswith(PAST)
        and "HTTP_AUTHORIZATION" not in environ
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and (is_secure(environ) or not settings.SECURE_SSL_REDIRECT)
        and is_ours(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))
    )


@lru_cache(maxsize=64)
def is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    return validate_host(split_domain_port(host)[0], allowed)


def is_secure(environ) -> bool:
    by_proxy = settings.TRUSTED_PROXIES and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return bool(by_proxy) or environ.get("wsgi.url_scheme") == "https"


def cache_key(environ) -> str:
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    query = query and canonical_query(query)
    return f"{path}?{query}" if query else path


def canonical_query(query: str) -> str:
    """Return `query` with known parameters only, each once (the last wins as in Django), sorted."""
    try:
        pairs = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return ""
    return urlencode(sorted(pair for pair in pairs.items() if pair[0] in PARAMETERS))


def as_anybody(environ) -> dict:
    """Return the environ without anything that differs between readers."""
    plain = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in HEADERS
    }
    query = canonical_query(environ.get("QUERY_STRING", ""))
    return plain | {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": query,
        "HTTP_HOST": settings.SITE.netloc,
    }


def client_headers(environ) -> dict:
    name = "HTTP_X_FORWARDED_FOR"
    return {name: environ[name]} if name in environ else {}
