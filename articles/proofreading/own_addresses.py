"""Links of a text that readers cannot follow. Nothing is asked of any other site."""

from functools import reduce
from ipaddress import ip_address
from operator import or_
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles.forwarding import place_of
from articles.models import Article, Author, Topic

MOST = 200  # links of one text
AT_HOME_ONLY = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
NO_ADDRESS, UNREACHABLE, DESK, HIDDEN, MISSING = "none", "unreachable", "desk", "hidden", "missing"


def faults(addresses) -> dict[str, str]:
    """Return what is wrong with which of the addresses."""
    found, own = {}, {}
    for address in dict.fromkeys(addresses[:MOST]):
        if not address.strip() or address.strip() == "#":
            found[address] = NO_ADDRESS
            continue
        try:
            parts = urlsplit(address)
            host, path = parts.hostname or "", path_in(parts)
        except ValueError:
            found[address] = MISSING
            continue
        if parts.scheme not in ("", "http", "https") or address.startswith("#"):
            continue
        if not host or parts.netloc == settings.SITE.netloc:
            own[address] = path or "/"
        elif is_out_of_reach(host):
            found[address] = UNREACHABLE
    return found | _of_own(own)


def path_in(parts) -> str:
    """Return the decoded path; raise ValueError for a null character, which no database stores."""
    path = unquote(parts.path)
    if "\0" in path:
        raise ValueError
    return path


def is_out_of_reach(host: str) -> bool:
    """Return True for a host that is one only here: this computer, or its network."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or f".{host}".endswith(AT_HOME_ONLY)


def _of_own(paths: dict[str, str]) -> dict[str, str]:
    named = {address: _resolved(path) for address, path in paths.items()}
    articles = _articles(match for match in named.values() if match)
    labels = {model: _labels(model, named.values()) for model in (Topic, Author)}
    found = {}
    for address, match in named.items():
        if fault := _fault(paths[address], match, articles, labels):
            found[address] = fault
    return found


def _resolved(path):
    try:
        return resolve(path)
    except Resolver404:
        return None


def _fault(path, match, articles, labels) -> str:
    name, parts = (match.url_name, match.kwargs) if match else (None, {})
    if match and ("admin" in match.namespaces or name == "preview_link"):
        return DESK
    if name in ("article", "page"):
        article = articles.get(_key(parts))
        if article:
            return "" if article.is_public else HIDDEN
    elif name in ("topic", "author"):
        if parts["slug"] in labels[Topic if name == "topic" else Author]:
            return ""
    elif match:
        return ""
    place = place_of(path)
    return "" if place and not place.is_gone and place.address else MISSING


def _key(parts):
    return (int(parts.get("year", 0)), int(parts.get("month", 0)), parts["slug"])


def _articles(matches) -> dict:
    """Return the articles by year, month and slug; pages have neither year nor month."""
    wanted = [match.kwargs for match in matches if match.url_name in ("article", "page")]
    if not wanted:
        return {}
    rows = Article.objects.defer("body").filter(reduce(or_, map(_of_address, wanted)))
    stories = {(row.filed.year, row.filed.month, row.slug): row for row in rows if row.filed}
    return stories | {(0, 0, row.slug): row for row in rows if row.is_page}


def _of_address(parts) -> Q:
    if "year" in parts:
        return Q(filed__year=parts["year"], filed__month=parts["month"], slug=parts["slug"])
    return Q(kind="page", slug=parts["slug"])


def _labels(model, matches) -> set[str]:
    name = model._meta.model_name
    slugs = {match.kwargs["slug"] for match in matches if match and match.url_name == name}
    return set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
