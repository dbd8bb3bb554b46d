"""What readers are told about comments and about their data: said from what is really in force.

Every number here is read where the software reads it: the masthead's settings and the
constants of the modules that act on them. A promise that nothing keeps cannot be written.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Topic
from comments import email_confirmation, retention
from comments.models.comment import LONGEST_TEXT
from comments.models.revision import EDITABLE_FOR
from newsroom.models import Masthead
from newsroom.site.modes import Mode

Section = tuple[str, list[str]]


def before_it_appears(masthead: Masthead, mode: str = "") -> str:
    """Who reads a comment before everybody does, in a `mode` other than the masthead's own."""
    mode = mode or masthead.moderation
    if mode == Mode.LATER:
        return _("A comment appears at once, unless a rule holds it; a person reads it later.")
    if mode != Mode.NEWCOMERS:
        return _("Every comment is read by a person before it appears.")
    return ngettext(
        "A person reads a comment before it appears, unless its writer has confirmed an e-mail "
        "address and %(number)d comment of theirs was published before.",
        "A person reads a comment before it appears, unless its writer has confirmed an e-mail "
        "address and %(number)d comments of theirs were published before.",
        masthead.trusted_after,
    ) % {"number": masthead.trusted_after}


def rules(masthead: Masthead) -> list[Section]:
    """The rules of the discussion, in sections of sentences."""
    return [
        *([(_("Our rules"), own)] if (own := masthead.rules()) else []),
        (_("Writing"), list(_writing(masthead))),
        (_("What we do with a comment"), list(_deciding(masthead))),
        (_("If something is wrong"), list(_complaining())),
    ]


def privacy(masthead: Masthead) -> list[Section]:
    """What becomes of readers' data, in sections of sentences."""
    return [
        (_("If you read"), list(_reading())),
        (_("If you write a comment"), list(_stored(masthead))),
        (_("If you give an e-mail address"), list(_addressed())),
        (_("How long we keep what"), list(_kept())),
        (_("What you can do"), list(_rights())),
    ]


def _writing(masthead) -> Iterator[str]:
    yield _(
        "Anybody can comment: a name and a text are enough, without an account. "
        "A comment has at most %(number)d characters."
    ) % {"number": LONGEST_TEXT}
    yield _(
        "Names of the newsroom, and names that look like them, are not taken. Under one article "
        "nobody can write under a name that somebody else has confirmed."
    )
    if masthead.words_to_refuse:
        yield _("A comment with certain words is refused; its writer is told so.")
    if most := masthead.comments_per_hour:
        yield ngettext(
            "From one network %(number)d comment an hour is taken; what is over it comes back "
            "with its text, to be sent later.",
            "From one network %(number)d comments an hour are taken; what is over it comes back "
            "with its text, to be sent later.",
            most,
        ) % {"number": most}
    if days := masthead.comments_close_after:
        yield ngettext(
            "A discussion is open for %(number)d day after its article was published, "
            "if the article does not say otherwise.",
            "A discussion is open for %(number)d days after its article was published, "
            "if the article does not say otherwise.",
            days,
        ) % {"number": days}


def _deciding(masthead) -> Iterator[str]:
    yield before_it_appears(masthead)
    if _some_differ():
        yield _("Under some articles it is otherwise: what goes for one stands beside its form.")
    if masthead.moderation in (Mode.NEWCOMERS, Mode.LATER):
        yield from _exceptions_from_trust(masthead)
    yield _(
        "What a program refuses, because a machine seems to have sent it, is kept where "
        "moderators see it, and they can publish it."
    )
    yield _(
        "Who wrote a comment is told on a private page what became of it, "
        "and why if it was refused."
    )


def _some_differ() -> bool:
    said = (rows.objects.exclude(moderation="") for rows in (Topic, Article))
    return any(rows.exists() for rows in said)


def _exceptions_from_trust(masthead) -> Iterator[str]:
    yield ngettext(
        "A comment with more than %(number)d link waits for a person in any case.",
        "A comment with more than %(number)d links waits for a person in any case.",
        masthead.links_allowed,
    ) % {"number": masthead.links_allowed}
    if masthead.flood_after:
        yield ngettext(
            "If more than %(number)d comment arrives within an hour, all others wait for a person.",
            "If more than %(number)d comments arrive within an hour, all others wait for a person.",
            masthead.flood_after,
        ) % {"number": masthead.flood_after}


def _complaining() -> Iterator[str]:
    minutes = int(EDITABLE_FOR.total_seconds() // 60)
    yield ngettext(
        "Your own comment you can change for %(number)d minute, as long as nobody has answered "
        "it, and take back at any time.",
        "Your own comment you can change for %(number)d minutes, as long as nobody has answered "
        "it, and take back at any time.",
        minutes,
    ) % {"number": minutes}
    yield _(
        "Anybody can report a comment, without an account. A person decides, and the answer stands "
        "on a private page, and in a letter if an address was given."
    )
    yield _(
        "If your comment was refused or taken down you can appeal, once. Another moderator than "
        "the one who decided looks at it, if there is another."
    )


def _reading() -> Iterator[str]:
    yield _("You are sent no cookie, and nothing is asked of any other site.")
    yield _("Who reads what is not recorded by the paper.")


def _stored(masthead) -> Iterator[str]:
    yield _("Everybody sees your name as you typed it, your text, and when it was sent.")
    yield _(
        "Moderators may be sent name and text of a comment that waits by e-mail, so that they can "
        "decide about it; the letter does not have your e-mail address."
    )
    yield _(
        "The address of your connection is not stored. To keep floods out, comments of the hour "
        "are counted by a hash of the network, made with a random key. Key and hashes are deleted "
        "when the day is over."
    )
    yield _(
        "A spam filter on the paper's own server learns words from moderators' decisions. It asks "
        "nobody else, and what you take back it forgets."
    )
    if settings.COMMENT_RULE:
        yield _(
            "A further rule that this paper has chosen reads name, text and network of a comment; "
            "it may ask a service outside for that. The newsroom tells you which."
        )
    yield _(
        "Your browser keeps what you type until it was sent, in this tab only, and your name if "
        "you ask it to."
    )


def _addressed() -> Iterator[str]:
    yield _("An e-mail address is optional. Nobody but the moderators sees it, nor a hash of it.")
    yield _(
        "It counts for the comments that you confirm on the page whose link is sent there. Then it "
        "is used for e-mails about your comments and about what you follow; each has a link to "
        "stop them. To an address that nobody has confirmed we send one e-mail a day at most."
    )
    days = email_confirmation.COOKIE_GOOD_FOR.days
    yield ngettext(
        "If you tick the box, your browser keeps the proof in a cookie for %(number)d day. It is "
        "read only where comments are sent.",
        "If you tick the box, your browser keeps the proof in a cookie for %(number)d days. It is "
        "read only where comments are sent.",
        days,
    ) % {"number": days}


def _kept() -> Iterator[str]:
    yield _("Comments: as long as the article stands, or until you take them back.")
    for task in retention.TASKS:
        days = task.after.days
        yield ngettext("%(what)s: %(number)d day", "%(what)s: %(number)d days", days) % {
            "what": task.what,
            "number": days,
        }


def _rights() -> Iterator[str]:
    yield _(
        "On the private page about your comment you can see all that is stored about it, take it "
        "with you as a file, correct it, or take it back."
    )
    yield _(
        "If you have confirmed an e-mail address, we send a link there on request. It shows "
        "everything that we have stored about you, to save or to erase. Name, address, text and "
        "tokens are erased; only the empty place stays, for the answers below."
    )
