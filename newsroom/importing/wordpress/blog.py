"""The blog, from the head of the file."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from articles.slugs import slug_of
from newsroom.text.cutting import beginning


class Blog:
    """The blog's settings; all are optional, for a file of bare items has no head."""

    def __init__(self):
        self.title = ""
        self.address = ""
        self.written_at: datetime | None = None
        self.offset = timedelta(0)

    @property
    def base(self) -> str:
        """Return the path of the blog's folder: "" or "/blog"."""
        return urlsplit(self.address).path.rstrip("/")

    def source(self, kind: str, key: str) -> str:
        """Return the permanent source key of one of its rows, such as "post" and "123"."""
        parts = urlsplit(self.address)
        home = f"{parts.netloc.lower()}{self.base}" or slug_of(self.title) or "blog"
        return f"wordpress:{beginning(home, 200)}:{kind}:{key}"

    def is_ours(self, host: str) -> bool:
        own = urlsplit(self.address).hostname or ""
        return bool(own) and host.removeprefix("www.") == own.removeprefix("www.")

    def owns(self, address: str) -> bool:
        try:
            return self.is_ours(urlsplit(address).hostname or "")
        except ValueError:
            return False

    def moment(self, utc: str, local: str) -> datetime | None:
        """Return the time in UTC, given in UTC and in the blog's own time zone.

        Old versions wrote zeros for UTC; then it is derived from the offset seen in other dates.
        """
        by_greenwich, by_the_blog = _clock(utc), _clock(local)
        if by_greenwich and by_the_blog:
            self.offset = by_the_blog - by_greenwich
        if by_greenwich:
            return by_greenwich.replace(tzinfo=UTC)
        return (by_the_blog - self.offset).replace(tzinfo=UTC) if by_the_blog else None


def _clock(words: str) -> datetime | None:
    """Parse "2012-01-05 14:30:46" into a naive datetime; return None for zeros and the like."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=None)
    except ValueError:
        return None


def mail_date(words: str) -> datetime | None:
    """Parse a date of RFC 822, as in RSS, into UTC; return None if it is invalid."""
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    # Without a time zone ("-0000") it is UTC by the standard.
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
