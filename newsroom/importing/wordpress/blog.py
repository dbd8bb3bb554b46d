"""What the head of the file says about the blog, and the names that follow from it."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from articles.slugs import slug_of


class Blog:
    """Known by and by: the head comes first in the file, but a mere item has none."""

    def __init__(self):
        self.title = ""
        self.address = ""
        self.written_at: datetime | None = None
        self.offset = timedelta(0)

    @property
    def base(self) -> str:
        """The folder that the blog is in: "" or "/blog"."""
        return urlsplit(self.address).path.rstrip("/")

    def source(self, kind: str, key: str) -> str:
        """The name under which one of its things is known for ever ("post", "123")."""
        parts = urlsplit(self.address)
        home = f"{parts.netloc.lower()}{self.base}" or slug_of(self.title) or "blog"
        return f"wordpress:{home[:200]}:{kind}:{key}"

    def is_ours(self, host: str) -> bool:
        """Whether `host` is this blog's, with or without www."""
        own = urlsplit(self.address).hostname or ""
        return bool(own) and host.removeprefix("www.") == own.removeprefix("www.")

    def owns(self, address: str) -> bool:
        try:
            return self.is_ours(urlsplit(address).hostname or "")
        except ValueError:
            return False

    def moment(self, utc: str, local: str) -> datetime | None:
        """The moment (in UTC) that WordPress gives in UTC and by the blog's own clock.

        Old versions left the first at zeros; then the blog's offset, as far as other
        dates have shown it, tells.
        """
        by_greenwich, by_the_blog = _clock(utc), _clock(local)
        if by_greenwich and by_the_blog:
            self.offset = by_the_blog - by_greenwich
        if by_greenwich:
            return by_greenwich.replace(tzinfo=UTC)
        return (by_the_blog - self.offset).replace(tzinfo=UTC) if by_the_blog else None


def _clock(words: str) -> datetime | None:
    """ "2012-01-05 14:30:46" as a naive datetime; None for zeros and the like."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=None)
    except ValueError:
        return None


def mail_date(words: str) -> datetime | None:
    """A date as mail and RSS write it (RFC 822), in UTC; None for what is none."""
    try:
        found = parsedate_to_datetime(words)
    except ValueError:
        return None
    # Without a time zone ("-0000") it is UTC by the standard.
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
