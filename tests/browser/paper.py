"""The demo paper's public addresses, as somebody finds them who follows every link."""

import re
import urllib.request
from dataclasses import dataclass
from urllib.error import HTTPError

ARTICLE = "/2026/11/the-last-crane-leaves-the-north-quay/"
# One of each kind; what is missing here, a test finds (test_every_page.py).
KINDS = {
    "front": "/",
    "article": ARTICLE,
    "article in plain": "/2026/10/council-puts-off-the-parking-question/",
    "all_comments": f"{ARTICLE}comments/",
    "post_comment": f"{ARTICLE}comment/",
    "follow_article": f"{ARTICLE}follow/",
    "topic": "/topics/harbour/",
    "author": "/authors/ilse-brandt/",
    "topics": "/topics/",
    "authors": "/authors/",
    "years": "/years/",
    "year": "/2026/",
    "month": "/2026/11/",
    "search": "/search/?q=crane+quay",
    "search in plain": "/search/",
    "about": "/about-this-paper/",
    "page": "/how-we-moderate/",
    "corrections": "/corrections/",
    "rules": "/rules/",
    "privacy": "/privacy/",
    "ask_for_personal_data": "/my-data/",
    "not found": "/nowhere/",
}
MACHINES = {
    "feed": ["/feed.atom", "/feed.rss", "/feed.json"],
    "comments_feed": ["/comments.atom", "/comments.rss", "/comments.json"],
    "sitemap": ["/sitemap.xml"],
    "sitemap_section": ["/sitemap-articles.xml", "/sitemap-topics.xml", "/sitemap-authors.xml"],
    "news_sitemap": ["/news-sitemap.xml"],
    "robots_txt": ["/robots.txt"],
    "ads_txt": ["/ads.txt"],
    "opensearch": ["/search/opensearch.xml"],
    "manifest": ["/manifest.webmanifest"],
    "healthz": ["/healthz"],
    "readyz": ["/readyz"],
}


@dataclass
class Fetched:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def is_page(self):
        return self.headers["content-type"].startswith("text/html")


def fetch(url, **headers) -> Fetched:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return Fetched(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:
        return Fetched(error.code, dict(error.headers), error.read())


def addresses(url) -> dict[str, Fetched]:
    """Every public address that can be reached from the front page, with what it answers."""
    found = ["/", *(address for several in MACHINES.values() for address in several)]
    asked: dict[str, Fetched] = {}
    while found:
        address = found.pop(0)
        if address in asked:
            continue
        answer = asked[address] = fetch(url + address)
        assert answer.status == 200, address
        if answer.is_page and not address.endswith("/comment/"):
            linked = re.findall(r'href="(/[^"#?]*(?:\?before=[^"#]*)?)[^"]*"', answer.text)
            found += [link for link in linked if not link.startswith(("/static/", "/admin/"))]
    return asked
