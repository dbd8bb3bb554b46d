"""How many comments may be sent in an hour (newsroom/hourly_counts.py counts)."""

from newsroom import hourly_counts
from newsroom.hourly_counts import KEPT, until_next_hour
from newsroom.network import of_request as network

__all__ = ["EVERYBODY", "KEPT", "network", "person", "take", "until_next_hour"]

EVERYBODY = "everybody"


def take(who: str, most: int, what: str = "comments") -> bool:
    """Take one of the `most` comments that `who` may send in this hour; False if none is left."""
    return hourly_counts.take(who, most, what)


def person(commenter) -> str:
    """Somebody who proved an address, from whatever network."""
    return f"person {commenter.pk}"
