"""The records that each reader yields and the writer stores.

A record that others refer to has a key: `source` if it is stored in the database (so that importing
a file again changes nothing), `key` if it is used within one file. A reader yields authors and
topics before the first article that names them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from articles.models import CommentPolicy, Kind
from comments.models import Status
from newsroom.importing.report_words import Words


@dataclass(frozen=True)
class SettingRecord:
    """A setting of the old blog that the masthead has a field for."""

    field: str
    value: str


@dataclass(frozen=True)
class AuthorRecord:
    key: str
    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class TopicRecord:
    """A topic, identified by its name if it has no slug."""

    key: str
    name: str
    slug: str = ""
    description: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticleRecord:
    """An article; `published_at` (UTC) is None for a draft.

    `filed` is a day in the month that its old address names, `pictures` the keys of attachments in
    its text, `body` the original HTML, not sanitised, `feed_id` its id in the old blog's feeds.
    """

    source: str
    kind: Kind
    headline: str
    slug: str
    body: str
    published_at: datetime | None
    lead: str = ""
    description: str = ""
    filed: date | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    comment_policy: CommentPolicy = CommentPolicy.OPEN
    addresses: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    feed_id: str = ""


@dataclass(frozen=True)
class CommentRecord:
    """A comment; `parent` is the source of the comment that it answers, or ""."""

    source: str
    article: str
    name: str
    text: str
    status: Status
    created_at: datetime | None
    parent: str = ""
    email: str = ""


@dataclass(frozen=True)
class AddressRecord:
    """Old addresses of an item that is not imported itself.

    They lead to the first public row of `leads_to` (sources and keys), else to the front page.
    """

    addresses: tuple[str, ...]
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A record that is not imported, with its kind (for the report) and the reason."""

    kind: Words
    reason: Words


@dataclass(frozen=True)
class Note:
    """A sentence for the report."""

    words: str


Record = (
    SettingRecord
    | AuthorRecord
    | TopicRecord
    | ArticleRecord
    | CommentRecord
    | AddressRecord
    | LeftOut
    | Note
)
