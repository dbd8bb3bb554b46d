"""Why a comment is in the state it is in, as its writer and the desk are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 200  # characters of a reason
BETWEEN = ": "  # a reason and the words that go with it


class Reason(TextChoices):
    HONEYPOT = "trap", _("A field that people cannot see was filled in.")
    TOO_FAST = "too_fast", _("It was sent faster than anybody can write.")
    DUPLICATE = "twice", _("The same words stand under this article already.")
    LINKS = "links", _("It has more links than are published without a look.")
    REJECTED_WORD = "badword", _("It has a word that is not published here.")
    HELD_WORD = "word", _("It has a word that is not published without a look.")
    STAFF_NAME = "office", _("Its name can be taken for somebody of the newsroom.")
    NAME_TAKEN = "name", _("Somebody else writes under this name here, with a proved address.")
    FILTER = "filter", _("It looks like spam to the filter.")
    FLOOD = "flood", _("Many comments arrived within an hour: each waits for a person.")
    NETWORK = "network", _("No comments are taken from its network at the moment.")
    BANNED = "banned", _("Its writer may not write here at the moment.")
    WATCHED = "watched", _("Comments of its writer wait for a person.")
    VOUCHED_FOR = "vouched", _("Moderators trust its writer.")
    DUPLICATE_ELSEWHERE = "repeated", _("The same words were sent to another article.")
    OFTEN_REJECTED = "often", _("Half of what its writer sent lately was refused.")
    OWN_FAILED = "own_failed", _("A rule of the paper's own gave no answer in time.")
    AKISMET = "akismet", _("Akismet takes it for spam.")
    STAFF = "staff", _("It was written by the newsroom.")
    TRUSTED = "trusted", _("Its writer has been published here before, with a proved address.")
    READ_LATER = "later", _("It was published at once; a person reads it later.")
    OFF_TOPIC = "offtopic", _("It has nothing to do with the article.")
    ABUSE = "abuse", _("It insults or threatens somebody.")
    PRIVATE = "private", _("It shows somebody's private data.")
    ADVERTISING = "advert", _("It is advertising.")
    ILLEGAL = "illegal", _("It is against the law.")
    EDIT_ACCEPTED = "edit_taken", _("An edit was taken.")
    EDIT_REJECTED = "edit_no", _("An edit was refused; the earlier words stand.")
    KEPT = "stands", _("A notice was looked into; it stays as it is.")
    PICKED = "picked", _("It became an editors' pick.")
    UNPICKED = "unpicked", _("It is no longer an editors' pick.")
    UNDONE = "undone", _("An earlier decision was taken back.")
    DELETED_BY_WRITER = "deleted", _("Its writer took it back.")
    UNREAD = "unread", _("Nobody has read it yet.")


def in_full(reason: str, words: str) -> str:
    """A reason together with words of a moderator's own: a legal ground, or what it is about."""
    return (
        f"{reason}{BETWEEN}{words}"[:LONGEST] if reason and words else (reason or words)[:LONGEST]
    )


def kind_of(reason: str) -> str:
    """A reason without the words that a moderator added to it."""
    code = reason.partition(BETWEEN)[0]
    return code if code in Reason.values else reason


def in_words(reason: str) -> str:
    """A reason as people read it: the words for a house rule, or what a moderator wrote."""
    known = dict(Reason.choices)
    code, _between, words = reason.partition(BETWEEN)
    if code not in known:
        return reason
    return f"{known[code]} {words}" if words else str(known[code])
