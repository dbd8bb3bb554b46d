"""What every reader yields and the writer stores, whatever the format: plain records.

A record that others point at has a key: `source` where it is also kept in the database (so
that a second import of the same file changes nothing), `key` where it counts within one file.
A reader yields authors and topics before the first article that names them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from articles.models import CommentPolicy, Kind
from comments.models import Status
from newsroom.importing.report_words import Words


@dataclass(frozen=True)
class SettingRecord:
    """A setting of the old blog for which the masthead has a field."""

    field: str
    value: str


@dataclass(frozen=True)
class AuthorRecord:
    key: str
    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class TopicRecord:
    """Without a slug, it is known by its name."""

    key: str
    name: str
    slug: str = ""
    description: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticleRecord:
    """`published_at` (UTC) alone says whether it is a draft (None), scheduled or public.

    `filed` is a day of the month that its old address names, `pictures` are the keys of
    attachments that its text shows. `body` is HTML as it was found, not yet sanitised.
    """

    source: str
    kind: Kind
    headline: str
    slug: str
    body: str
    published_at: datetime | None
    lead: str = ""
    filed: date | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    comment_policy: CommentPolicy = CommentPolicy.OPEN
    addresses: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommentRecord:
    """`parent` is the source of the comment that it answers, or empty."""

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
    """Old addresses of what is not moved in itself.

    They lead to the first of `leads_to` (sources and keys) that readers can see, else to the
    front page.
    """

    addresses: tuple[str, ...]
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Something in the file that is not moved in: of what kind (for the table), and why."""

    what: Words
    why: Words


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
