"""Links from a text to our articles."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings

from articles.models import Article, OldAddress
from articles.old_addresses import normal
from articles.slugs import PATTERN as SLUG

HREF = re.compile(r'href="([^"]+)"')
ADDRESS = re.compile(rf"^/(\d{{4}})/(\d{{2}})/({SLUG})/$")
MOST = 50  # links of one text


def linked(article) -> set[int]:
    articles = Article.objects
    old_addresses = OldAddress.objects
    paths = {path for href in HREF.findall(article.body)[:MOST] if (path := _path(href))}
    targets = set(
        old_addresses.filter(path__in=set(map(normal, paths)), article__isnull=False).values_list(
            "article", flat=True
        )
    )
    for path in paths:
        if match := ADDRESS.match(path):
            year, month, slug = match.groups()
            targets.update(
                articles.filed_under(year, month).filter(slug=slug).values_list("pk", flat=True)
            )
    return targets - {article.pk}


def _path(href: str) -> str:
    """Return the decoded path of an address of this site; "" for another host's."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    at_home = not parts.netloc or parts.netloc == settings.SITE.netloc
    return unquote(parts.path) if at_home and parts.scheme in ("", "http", "https") else ""
