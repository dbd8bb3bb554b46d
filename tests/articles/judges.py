"""Judges of what machines read, by the standards' own words, that need no other program.

Each raises AssertionError with the place. Atom: RFC 4287. RSS: the RSS Advisory Board's 2.0.11.
JSON Feed: 1.1, by json_feed.schema.json. Structured data: the part of schema.org that we use, with
what Google requires.
"""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from jsonschema import Draft202012Validator

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
NEVER = {"script", "iframe", "object", "embed", "form", "input", "style", "link", "base", "svg"}


class Content(HTMLParser):
    """HTML of a feed: nothing in it is live, and each address leads somewhere from anywhere."""

    def handle_starttag(self, tag, attrs):
        assert tag not in NEVER, self.rawdata
        for name, value in attrs:
            assert not name.startswith("on"), self.rawdata
            if name in ("href", "src"):
                assert re.match(r"https?:|mailto:|tel:", value), (tag, value)


def check_content(html):
    parser = Content()
    parser.feed(html or "")
    parser.close()


def check_moment(words):
    assert RFC_3339.fullmatch(words), words
    assert datetime.fromisoformat(words).tzinfo


def only(element, name):
    [found] = element.findall(f"{ATOM}{name}")
    assert found.text
    assert found.text.strip(), name
    return found.text


def check_atom(text, address):
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    assert [link.get("href") for link in feed.iterfind(f"{ATOM}link[@rel='self']")] == [address]
    entries = feed.findall(f"{ATOM}entry")
    assert len({only(entry, "id") for entry in entries}) == len(entries)
    for each in (feed, *entries):
        assert URI.fullmatch(only(each, "id")), only(each, "id")
        assert only(each, "title")
        check_moment(only(each, "updated"))
        assert len(each.findall(f"{ATOM}link[@rel='alternate']")) == 1
        for author in each.findall(f"{ATOM}author"):
            assert only(author, "name")
    for entry in entries:
        assert entry.findall(f"{ATOM}author")
        check_moment(only(entry, "published"))
        for name in ("summary", "content"):
            for text in entry.findall(f"{ATOM}{name}"):
                assert text.get("type") == "html"
                check_content(text.text)
    return entries


def check_rss(text, address):
    rss = ElementTree.fromstring(text)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    [channel] = rss
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name), name
    assert channel.find(f"{ATOM}link[@rel='self']").get("href") == address
    items = channel.findall("item")
    assert len({item.findtext("guid") for item in items}) == len(items)
    for item in items:
        assert item.findtext("title") or item.findtext("description")
        assert item.find("guid").get("isPermaLink") == "false"
        assert URI.fullmatch(item.findtext("link"))
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator")
        check_content(item.findtext("description"))
        check_content(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"))
    return items


JSON_FEED = Draft202012Validator(
    json.loads(Path(__file__).with_name("json_feed.schema.json").read_text())
)


def check_json_feed(text, address):
    """Check what the schema says of any feed, and then what ours promises beyond it."""
    feed = json.loads(text)
    faults = [f"{fault.json_path}: {fault.message}" for fault in JSON_FEED.iter_errors(feed)]
    assert faults == []
    assert feed["feed_url"] == address
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert item["authors"]
        for name in ("date_published", "date_modified"):
            check_moment(item[name])
        check_content(item["content_html"])
    return feed["items"]


JUDGES = {"atom": check_atom, "rss": check_rss, "json": check_json_feed}

# Types of schema.org that we use, and what has to be said of each.
REQUIRED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Person": {"name"},
    "NewsMediaOrganization": {"name", "url", "logo"},
    "ImageObject": {"url"},
    "WebSite": {"name", "url"},
    "ProfilePage": {"mainEntity"},
    "Comment": {"author", "dateCreated", "text"},
    "CorrectionComment": {"text", "datePublished"},
}


def check_data(data):
    """Check structured data, and return the types in it."""
    types = set()
    for part in data if isinstance(data, list) else [data]:
        if not isinstance(part, dict):
            assert part is not None
            continue
        kind = part["@type"]
        types.add(kind)
        assert REQUIRED.get(kind, set()) <= part.keys(), (kind, part)
        for name, value in part.items():
            if name.startswith("date"):
                check_moment(value) if name != "dateline" else None
            elif name in ("url", "item", "sameAs", "mainEntityOfPage"):
                for address in value if isinstance(value, list) else [value]:
                    assert not isinstance(address, str) or URI.fullmatch(address), address
            if isinstance(value, (dict, list)):
                types |= check_data(value)
    return types
