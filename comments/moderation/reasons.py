"""The reasons of a status, as shown to the writer and to moderators."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Because(NamedTuple):
    """A reason: its code, and what somebody wrote of it, such as the law that is broken."""

    code: str = ""
    text: str = ""


NO_REASON = Because()
LONGEST = 200  # characters of what somebody wrote of a reason


class Reason(TextChoices):
    HONEYPOT = "trap", _("A hidden field was filled in.")
    TOO_FAST = "too_fast", _("Sent faster than anybody can type.")
    DUPLICATE = "twice", _("The same text has already been posted on this article.")
    LINKS = "links", _("Contains too many links to be published without review.")
    REJECTED_WORD = "badword", _("Contains a word that we don't publish.")
    HELD_WORD = "word", _("Contains a word that needs a moderator's review.")
    STAFF_NAME = "office", _("The name looks like one of our staff.")
    NAME_TAKEN = "name", _("Another reader uses this name here, with a confirmed e-mail address.")
    FILTER = "filter", _("Looks like spam.")
    FLOOD = "flood", _("Many comments arrived within an hour, so a moderator reads each of them.")
    NETWORK = "network", _("Comments from this network are blocked at the moment.")
    BANNED = "banned", _("The commenter is banned at the moment.")
    WATCHED = "watched", _("A moderator reads this commenter's comments first.")
    VOUCHED_FOR = "vouched", _("The commenter is trusted by moderators.")
    DUPLICATE_ELSEWHERE = "repeated", _("The same text was sent to another article.")
    OFTEN_REJECTED = "often", _("Half of the commenter's recent comments were rejected.")
    OWN_FAILED = "own_failed", _("An additional check did not answer in time.")
    AKISMET = "akismet", _("Akismet says it is spam.")
    STAFF = "staff", _("Written by our staff.")
    TRUSTED = (
        "trusted",
        _("The commenter has been published here before, with a confirmed e-mail address."),
    )
    READ_LATER = "later", _("Published at once; a moderator reviews it later.")
    OFF_TOPIC = "offtopic", _("Off topic.")
    ABUSE = "abuse", _("Insults or threatens somebody.")
    PRIVATE = "private", _("Shares private information.")
    ADVERTISING = "advert", _("Advertising.")
    ILLEGAL = "illegal", _("Illegal content.")
    EDIT_ACCEPTED = "edit_taken", _("Edit accepted.")
    EDIT_REJECTED = "edit_no", _("Edit rejected; the previous version stays.")
    KEPT = "stands", _("Report reviewed; the comment stays as it is.")
    PICKED = "picked", _("Made an editors' pick.")
    UNPICKED = "unpicked", _("No longer an editors' pick.")
    UNDONE = "undone", _("Decision undone.")
    DELETED_BY_WRITER = "deleted", _("Deleted by its writer.")
    # What the paper wrote itself stands in the text: a house rule by its number, a rule of its own.
    HOUSE_RULE = "house_rule", _("House rule")
    CUSTOM_RULE = "own_rule", _("A rule of this paper")
    UNREAD = "unread", _("Not reviewed yet.")


# These say what was done, not what was noticed.
OUTCOMES = (Reason.READ_LATER, Reason.UNREAD)
OF_THE_PAPER = (Reason.HOUSE_RULE, Reason.CUSTOM_RULE)  # the text says all


def in_words(code: str, text: str = "") -> str:
    """Return a reason for display: the label of its code, and a moderator's text."""
    known = str(Reason(code).label) if code and code not in OF_THE_PAPER else ""
    return f"{known} {text}".strip()
