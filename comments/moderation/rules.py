"""The house rules. The first to answer decides; if none does, a person will.

A rule is handed the comment and what is known about how it was written; it is
silent (None) or answers with a state and a reason. Nothing is thrown away: rules make
mistakes, and a moderator must be able to find them.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import names
from comments.status import Status
from newsroom import prose
from newsroom.models import Masthead

A_WHILE = timedelta(days=30)  # in which nothing of a trusted writer was refused
FASTEST_WRITER = timedelta(seconds=2)


class Reason(TextChoices):
    """Why a comment is in the state it is in, as its writer and the desk are told."""

    TRAP = "trap", _("A field that people cannot see was filled in.")
    TOO_FAST = "too_fast", _("It was sent faster than anybody can write.")
    SAID_TWICE = "twice", _("The same words stand under this article already.")
    LINKS = "links", _("It has more links than are published without a look.")
    OFFICE = "office", _("Its name can be taken for somebody of the newsroom.")
    NAME = "name", _("Somebody else writes under this name here, with a proved address.")
    FLOOD = "flood", _("Many comments arrived within an hour: each waits for a person.")
    STAFF = "staff", _("It was written by the newsroom.")
    TRUSTED = "trusted", _("Its writer has been published here before, with a proved address.")
    EDIT_TAKEN = "edit_taken", _("An edit was taken.")
    EDIT_REFUSED = "edit_no", _("An edit was refused; the earlier words stand.")
    LET_STAND = "stands", _("A notice was looked into; it stays as it is.")
    PICKED = "picked", _("It became an editors' pick.")
    UNPICKED = "unpicked", _("It is no longer an editors' pick.")
    WITHDRAWN = "withdrawn", _("Its writer took it back.")
    UNREAD = "unread", _("Nobody has read it yet.")


def in_words(reason):
    """A reason as people read it: the words for a house rule, or what a moderator wrote."""
    return dict(Reason.choices).get(reason, reason)


@dataclass(frozen=True)
class Circumstances:
    """How a comment was written: what it took, whether a hidden field was filled in, and
    whether it came among too many others."""

    took: timedelta | None = None
    trapped: bool = False
    flood: bool = False


NOTHING_KNOWN = Circumstances()


def fell_into_the_trap(comment, how):
    if how.trapped:
        return Status.REJECTED, Reason.TRAP


def was_too_fast(comment, how):
    if how.took is not None and how.took < FASTEST_WRITER:
        return Status.REJECTED, Reason.TOO_FAST


def says_it_twice(comment, how):
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    same = same.exclude(pk=comment.pk)
    if same.filter(status__in=(Status.PENDING, Status.APPROVED)).exists():
        return Status.REJECTED, Reason.SAID_TWICE


def has_too_many_links(comment, how):
    if prose.links(prose.comment(comment.text)) > Masthead.current().links_allowed:
        return Status.PENDING, Reason.LINKS


def is_one_of_us(comment, how):
    if comment.author and comment.author.is_staff:
        return Status.APPROVED, Reason.STAFF


def is_called_like_us(comment, how):
    if names.is_the_newsrooms(comment.name) or names.claims_an_office(comment.name):
        return Status.PENDING, Reason.OFFICE


def is_called_like_another(comment, how):
    if names.is_taken(comment.name, comment.article, by=comment.commenter):
        return Status.PENDING, Reason.NAME


def came_in_a_flood(comment, how):
    if how.flood:
        return Status.PENDING, Reason.FLOOD


def is_trusted(comment, how):
    enough = Masthead.current().trusted_after
    if not enough or not comment.commenter:
        return None
    theirs = comment.commenter.comments.exclude(pk=comment.pk)
    lately = theirs.filter(created_at__gt=timezone.now() - A_WHILE)
    if lately.filter(status__in=(Status.REJECTED, Status.SPAM)).exists():
        return None
    if theirs.approved()[:enough].count() == enough:
        return Status.APPROVED, Reason.TRUSTED
    return None


def a_person_will_decide(comment, how):
    return Status.PENDING, Reason.UNREAD


HOUSE_RULES = [
    fell_into_the_trap,
    was_too_fast,
    says_it_twice,
    has_too_many_links,
    is_one_of_us,
    is_called_like_us,
    is_called_like_another,
    came_in_a_flood,
    is_trusted,
    a_person_will_decide,
]


def verdict(comment, how: Circumstances) -> tuple[Status, Reason]:
    """The state that the house rules give to a new comment, and why."""
    return next(answer for rule in HOUSE_RULES if (answer := rule(comment, how)))
