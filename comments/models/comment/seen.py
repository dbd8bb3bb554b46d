"""The version of a comment that somebody saw, and the errors if it has changed."""

import hashlib


class TooLate(Exception):
    """The time for edits is over."""


class HeldForWording(Exception):
    """It would wait because of its wording, which its writer has not been told yet."""


class Changed(Exception):
    """The text or the status has changed since it was seen."""


def text_hash_of(name: str, text: str) -> str:
    """Return a hash of name and text, so that nobody decides about another version."""
    if not name and not text:
        return ""  # taken back: there are no words
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:16]


def seen_token_of(status: str, name: str, text: str) -> str:
    """Return a token of status, name and text, as a moderator saw them.

    With the status: rejecting a waiting comment must not remove one that was published meanwhile.
    """
    return f"{status}.{text_hash_of(name, text)}"
