"""Limits of comments per hour (newsroom/hourly_counts.py counts)."""

from newsroom import hourly_counts
from newsroom.hourly_counts import KEPT, until_next_hour
from newsroom.network import of_request as network

__all__ = ["EVERYBODY", "KEPT", "network", "person", "take", "until_next_hour"]

EVERYBODY = "everybody"


def take(subject: str, most: int, action: str = "comments") -> bool:
    """Count one of the `most` comments of `subject` in this hour; return False above the limit."""
    return hourly_counts.take(subject, most, action)


def person(commenter) -> str:
    return f"person {commenter.pk}"
