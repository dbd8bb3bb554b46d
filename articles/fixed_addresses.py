"""Addresses of the site itself, which no page may have."""

from functools import cache

from django.urls import Resolver404, URLResolver, get_resolver, resolve


def is_fixed(slug: str) -> bool:
    """Return True if a page at `/slug/` would hide an address of the site, or be hidden by it."""
    if slug.lower() in _first_parts():
        return True
    try:
        return resolve(f"/{slug}/").url_name != "page"  # a year
    except Resolver404:
        return True


@cache
def _first_parts() -> set[str]:
    """Return the first parts of all addresses, such as "search" and "topics"."""
    parts: set[str] = set()
    resolvers = [get_resolver()]
    while resolvers:
        for pattern in resolvers.pop().url_patterns:
            route = str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLResolver) and not route:
                resolvers.append(pattern)
            else:
                parts.add(route.partition("/")[0].partition(".")[0].rstrip("\\$").lower())
    return parts | {"static", "media"}
