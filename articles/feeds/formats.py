"""Atom, RSS and JSON Feed, each with the whole text of an item.

Each names its hub, if there is one (W3C WebSub). Atom: RFC 4287. RSS 2.0 with `content:encoded` of
the RSS content module and pictures of Media RSS. JSON Feed: https://www.jsonfeed.org/version/1.1/.
"""

from articles.feeds.atom import FullAtom
from articles.feeds.json_feed import JSONFeed
from articles.feeds.rss import FullRSS

FORMATS = {"atom": FullAtom, "rss": FullRSS, "json": JSONFeed}
