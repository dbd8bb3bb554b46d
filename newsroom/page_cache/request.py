"""Whose request is it? If it could be anybody's, it is made anybody's before Django sees it."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

# The only query parameters that make a page another page; see also articles/old_addresses.py.
PARAMETERS = frozenset(
    [
        *("after", "before", "page", "q", "quote", "reply", "sort", "thread", "topic", "year"),
        *("attachment_id", "author", "cat", "feed", "p", "page_id", "tag"),
    ]
)
PAST = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
# What a browser says that is let through to Django when it asks for a public page.
HEADERS = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})


def may_be_stored(environ) -> bool:
    """Whether this request could be anybody's."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("PATH_INFO", "").startswith(PAST)
        and "HTTP_AUTHORIZATION" not in environ
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and (is_secure(environ) or not settings.SECURE_SSL_REDIRECT)
        and validate_host(
            split_domain_port(environ.get("HTTP_HOST", ""))[0], settings.ALLOWED_HOSTS
        )
    )


def is_secure(environ) -> bool:
    """Whether the reader's own connection is encrypted, by our word or a trusted proxy's."""
    by_proxy = settings.TRUSTED_PROXIES and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return bool(by_proxy) or environ.get("wsgi.url_scheme") == "https"


def canonical(environ) -> str:
    """The address under which the page is stored: its path and the parameters that count."""
    path, query = environ.get("PATH_INFO", ""), canonical_query(environ.get("QUERY_STRING", ""))
    return f"{path}?{query}" if query else path


def canonical_query(query: str) -> str:
    """`query` with known parameters only, each once (the last counts, as in Django), in order."""
    try:
        pairs = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return ""
    return urlencode(sorted(pair for pair in pairs.items() if pair[0] in PARAMETERS))


def as_anybody(environ) -> dict:
    """The request with everything taken out that could make two readers' pages differ."""
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


def from_where(environ) -> dict:
    """What tells, besides the connection itself, from which network a request came."""
    name = "HTTP_X_FORWARDED_FOR"
    return {name: environ[name]} if name in environ else {}
