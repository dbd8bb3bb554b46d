"""Limits of comments per hour (newsroom/hourly_counts.py counts)."""

from newsroom import hourly_counts
from newsroom.hourly_counts import KEPT, until_next_hour
from newsroom.network import of_request as network

__all__ = ["EVERYBODY", "KEPT", "NewComment", "TooMany", "network", "take", "until_next_hour"]

EVERYBODY = "everybody"


class TooMany(Exception):
    """The network or the commenter has sent too many comments in this hour."""


class NewComment:
    """One comment, to be counted for its senders and for everybody together.

    Whether there is room for it is read before the house rules work; it is counted in the
    transaction that stores it, so that a comment waits for the disk once.
    """

    def __init__(self, senders: list[str], most: int, flood_after: int):
        """Raise TooMany if one of `senders` has sent `most` in this hour."""
        limits = {EVERYBODY: flood_after} | dict.fromkeys(senders, most)
        self.uses = hourly_counts.Uses(limits, "comments")
        if self.uses.used_up - {EVERYBODY}:
            raise TooMany

    @property
    def is_in_flood(self) -> bool:
        """Return True if more comments arrive than can be moderated."""
        return EVERYBODY in self.uses.used_up

    def count(self):
        """Count it. Raise TooMany if others of its senders have come first."""
        if self.uses.count() - {EVERYBODY}:
            raise TooMany


def take(subject: str, most: int, action: str = "comments") -> bool:
    """Count one of the `most` comments of `subject` in this hour; return False above the limit."""
    return hourly_counts.take(subject, most, action)


def person(commenter) -> str:
    return f"person {commenter.pk}"
