"""A comment as somebody saw it, and what is said when it is another by now."""

import hashlib


class TooLate(Exception):
    """The time in which the words of a comment may be changed is over."""


class Changed(Exception):
    """The words, or the state, are not those any more that were decided about."""


def text_hash_of(name: str, text: str) -> str:
    """What stands for these very words, so that nobody decides about others unseen."""
    if not name and not text:
        return ""  # taken back: there are no words
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:16]


def seen_token_of(status: str, name: str, text: str) -> str:
    """What stands for a comment in that state and with these words, as a moderator saw it.

    The state belongs to it: who refuses what waited does not mean to take down what somebody
    else has published meanwhile.
    """
    return f"{status}.{text_hash_of(name, text)}"
