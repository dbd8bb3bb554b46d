"""The facts that house rules and spam filter judge, gathered once before.

comments/models/comment/gathering.py gathers them; nothing here queries the database.
"""

from dataclasses import dataclass
from datetime import timedelta

from newsroom.site.modes import Mode


@dataclass(frozen=True)
class Submission:
    """The circumstances of a comment: time taken, flood and network."""

    took: timedelta | None = None  # from the form to the comment; None: not known
    flood: bool = False  # it came among too many others
    network: str = ""  # comments/hourly_limits.py; empty: not known


UNKNOWN = Submission()


@dataclass(frozen=True)
class Facts:
    name: str
    text: str
    article_path: str
    submission: Submission = UNKNOWN
    mode: str = Mode.HOLD
    links: int = 0
    links_allowed: int = 0
    rejected_words: str = ""  # the lists of the masthead, an entry on each line
    held_words: str = ""
    language: str = ""  # of the paper, as words are inflected
    article_age: timedelta | None = None  # None: never published

    # the writer
    is_by_staff: bool = False
    is_banned: bool = False
    is_watched: bool = False
    is_trusted_by_moderators: bool = False
    has_been_approved: bool = False
    is_no_newcomer: bool = False  # was approved as often as the masthead asks for
    recent: int = 0  # other comments of theirs in the last 30 days
    recent_unwanted: int = 0  # of these, rejected or removed, but not by themselves
    network_is_blocked: bool = False
    name_resembles_staff: bool = False
    name_is_taken: bool = False

    # duplicates
    is_duplicate: bool = False
    is_duplicate_elsewhere: bool = False

    # e-mails
    moderators_are_told: bool = False  # somebody wants e-mails about what waits
    article_is_followed: bool = False  # or about what is published below the article

    # the spam filter
    spam_score: float | None = None
    spam_limit: float | None = None  # None: it has not learned enough to hold anything
