"""Answers at former addresses, and at other spellings of present ones.

They are looked up only for responses that would be a 404, so they cost nothing otherwise. An
address belongs to the article, topic or author that has it now, else to the one that had it last
(articles/models/old_address.py). What stands below it (comments, form, feeds, pages) moves along.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode

from django.db.models import Q
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from articles import old_addresses
from articles.models import Article, Author, OldAddress, Topic
from newsroom.text_given_back import give_back, has_typed_text

# Seconds for which browsers may keep a redirect: an address that comes back is free again then.
KEPT = 3600
# Parameters that name a page of another blog or a version of it; the others are kept.
FOREIGN = {*old_addresses.PARAMETERS, "m", "showComment"}
REMOVED = _("This page has been removed, so your text was not sent. You can copy it from here.")

# Where other blogs have what stands below an article, or below a topic or an author.
BELOW_ARTICLE = [
    (re.compile(r"(comments/)?feed(/(atom|rss2?|rdf))?"), "comments.atom"),
    (re.compile(r"comment-page-[0-9]+"), "comments/"),
    (re.compile(r"amp|embed|trackback|print|(page/)?[0-9]+"), ""),
]
BELOW_LABEL = [
    (re.compile(r"feed(/(atom|rdf))?"), "feed.atom"),
    (re.compile(r"feed/rss2?"), "feed.rss"),
    (re.compile(r"amp|page/[0-9]+"), ""),
]


class Place(NamedTuple):
    """The article, topic or author of an address, None for the front page, and the rest below."""

    thing: Any
    rest: str = ""
    is_deleted: bool = False

    @property
    def is_gone(self) -> bool:
        return self.is_deleted or (self.is_hidden and bool(self.thing.known_addresses))

    @property
    def is_hidden(self) -> bool:
        return isinstance(self.thing, Article) and not self.thing.is_public

    @property
    def address(self) -> str | None:
        """Return the present address; None if there is nothing for readers."""
        if not self.thing:
            return None if self.rest else "/"
        if self.is_hidden:
            return None
        home = self.thing.get_absolute_url()
        return below(home, self.rest, type(self.thing)) if self.rest else home


def below(home: str, rest: str, model) -> str | None:
    for address in (f"{home}{rest}/", f"{home}{rest}"):
        if exists(unquote(address)):
            return address
    foreign = BELOW_ARTICLE if model is Article else BELOW_LABEL
    addresses = (home + ours for theirs, ours in foreign if theirs.fullmatch(rest))
    return next((address for address in addresses if exists(unquote(address))), None)


def exists(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


# -- whose an address is


def place_of(address: str) -> Place | None:
    if "\0" in unquote(address):
        return None  # no database stores one
    upwards = list(old_addresses.upwards(address))
    targets = OldAddress.objects.select_related("article", "topic", "author")
    former = {
        row.path: row
        for row in targets.defer("article__body").filter(path__in=[path for path, _ in upwards])
    }
    for path, rest in upwards:
        if thing := owner(path):
            return Place(thing, rest)
        if row := former.get(path):
            return Place(row.thing, rest, bool(row.deleted_at))
    return None


def owner(path: str):
    """Return the article, topic or author that has this address now, in whatever spelling."""
    for pattern, find in OWNERS:
        if (match := pattern.fullmatch(path)) and (thing := find(*match.groups())):
            return thing
    return None


def articles_at(year, month, slug):
    """Return the articles with that address, in whatever spelling and state."""
    return Article.objects.defer("body").filed_under(year, month).filter(spelled(slug))


def pages_at(slug):
    return Article.objects.defer("body").pages().filter(spelled(slug))


def article_at(year, month, slug):
    """Return the article; no draft, which leaves the address to whatever had it."""
    return next((each for each in articles_at(year, month, slug) if each.was_public), None)


def page_at(slug):
    return next((page for page in pages_at(slug) if page.was_public), None)


def topic_at(slug):
    return Topic.objects.filter(spelled(slug)).first()


def author_at(slug):
    return Author.objects.filter(spelled(slug)).first()


def spelled(slug) -> Q:
    # SQLite ignores the case of ASCII letters only.
    return Q(slug=slug) | Q(slug__iexact=slug)


OWNERS: list[tuple[re.Pattern, Callable]] = [
    (re.compile(r"/([0-9]{4})/([0-9]{2})/([^/?]+)"), article_at),
    (re.compile(r"/topics/([^/?]+)"), topic_at),
    (re.compile(r"/authors/([^/?]+)"), author_at),
    (re.compile(r"/([^/?]+)"), page_at),
]


class OldAddressMiddleware:
    """Middleware: answer instead of a 404 if the address is an old one.

    A GET is redirected; a form that was sent is taken where it arrives, so that nothing typed is
    lost on the way.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        # A path may begin with two slashes; as an address, that would name a host.
        asked = "/" + request.get_full_path().lstrip("/")
        place = place_of(asked)
        if place and place.is_gone:
            return gone(request)
        address = place and place.address
        if not address or (unquote(address) == request.path and not names_a_page(request)):
            return response
        if request.method in ("GET", "HEAD"):
            return redirect(address, request)
        request.path = request.path_info = unquote(address)
        return self.get_response(request)


def names_a_page(request) -> bool:
    return not FOREIGN.isdisjoint(request.GET)


def redirect(address, request):
    pairs = [pair for pair in request.GET.lists() if pair[0] not in FOREIGN]
    query = urlencode(pairs, doseq=True)
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = f"max-age={KEPT}"
    return response


def gone(request):
    if has_typed_text(request):
        return give_back(request, REMOVED, status=410, again=False)
    response = render(request, "410.html", status=410)
    response["Cache-Control"] = "no-cache"
    return response
