"""An <item>: a post, a page, an attachment, a menu item or one of a plug-in's."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from newsroom.importing.wordpress.blog import Blog, mail_date
from newsroom.importing.xml import children, text_of

ARTICLES = {"post", "page"}
NEVER_WRITTEN = {"auto-draft", "inherit", "trash"}  # states of what is no article (any more)


@dataclass(frozen=True)
class Category:
    """A term of an item; `domain` is its taxonomy."""

    domain: str
    nicename: str
    name: str


@dataclass(frozen=True)
class Item:
    blog: Blog
    id: str
    source: str
    type: str
    status: str
    password: str
    title: str
    slug: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    moment: datetime | None
    local_date: date | None
    comments_open: bool
    parent: str  # a source, or empty
    file: str  # the address of an attachment's file
    categories: tuple[Category, ...]
    meta: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, part: Element, blog: Blog, place: int) -> "Item":
        """Return the item; `place`, its position in the file, is the key if it has no id."""
        number = text_of(part, "wp:post_id")
        guid = text_of(part, "guid")
        local = text_of(part, "wp:post_date")
        moment = blog.moment(text_of(part, "wp:post_date_gmt"), local)
        moment = moment or mail_date(text_of(part, "pubDate"))
        parent = text_of(part, "wp:post_parent")
        return cls(
            blog=blog,
            id=number,
            source=blog.source("post", number or (guid and _hash(guid)) or f"item-{place}"),
            type=text_of(part, "wp:post_type") or "post",
            status=text_of(part, "wp:status"),
            password=text_of(part, "wp:post_password"),
            title=text_of(part, "title"),
            slug=unquote(text_of(part, "wp:post_name")),
            link=text_of(part, "link"),
            guid=guid,
            creator=text_of(part, "dc:creator") or text_of(part, "wp:author"),
            content=text_of(part, "content:encoded"),
            excerpt=text_of(part, "excerpt:encoded"),
            moment=moment,
            local_date=(moment + blog.offset).date() if moment else None,
            comments_open=text_of(part, "wp:comment_status") != "closed",
            parent=blog.source("post", parent) if parent.strip("0") else "",
            file=text_of(part, "wp:attachment_url"),
            categories=tuple(map(_category, children(part, "category"))),
            meta=tuple(
                (text_of(meta, "wp:meta_key"), text_of(meta, "wp:meta_value"))
                for meta in children(part, "wp:postmeta")
            ),
        )

    @property
    def is_article(self) -> bool:
        return self.type in ARTICLES and self.status not in NEVER_WRITTEN

    @property
    def is_public(self) -> bool:
        """Return True if readers of the old blog could see it, now or at its time."""
        return self.status in ("publish", "future", "inherit") and not self.password

    @property
    def is_scheduled(self) -> bool:
        return self.status == "future"

    @property
    def fingerprint(self) -> str:
        """Return a hash that tells it from another item with the same id, whatever its text."""
        return _hash(f"{self.type}\n{self.slug or self.title}")

    def meta_values(self, key: str) -> list[str]:
        return [value for name, value in self.meta if name == key and value]

    def value(self, key: str) -> str:
        return next(iter(self.meta_values(key)), "")


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12]


def _category(element: Element) -> Category:
    return Category(
        domain=element.get("domain", ""),
        nicename=unquote(element.get("nicename", "")),
        name="".join(element.itertext()).strip(),
    )
