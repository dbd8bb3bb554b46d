"""The public rules and the privacy page, generated from the settings in force.

Every number is read from the masthead or from the constant of the module that uses it, so no page
promises what the software does not do.
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
    mode = mode or masthead.moderation
    if mode == Mode.LATER:
        return _("Comments appear at once, unless a rule holds them; a moderator reads them later.")
    if mode != Mode.NEWCOMERS:
        return _("A moderator reads every comment before it appears.")
    return ngettext(
        "A moderator reads a comment before it appears, unless the commenter has "
        "confirmed an e-mail address and has had %(number)d comment published.",
        "A moderator reads a comment before it appears, unless the commenter has "
        "confirmed an e-mail address and has had %(number)d comments published.",
        masthead.trusted_after,
    ) % {"number": masthead.trusted_after}


def rules(masthead: Masthead) -> list[Section]:
    return [
        *([(_("Our rules"), own)] if (own := masthead.rules()) else []),
        (_("Commenting"), list(_writing(masthead))),
        (_("Moderation"), list(_deciding(masthead))),
        (_("Edits, reports and appeals"), list(_complaining())),
    ]


def privacy(masthead: Masthead) -> list[Section]:
    return [
        (_("When you read"), list(_reading())),
        (_("When you comment"), list(_stored(masthead))),
        (_("When you give an e-mail address"), list(_addressed())),
        (_("How long we keep data"), list(_kept())),
        (_("Your rights"), list(_rights())),
    ]


def _writing(masthead) -> Iterator[str]:
    yield ngettext(
        "Anybody can comment: a name and a text are enough, no account is needed. "
        "A comment can have up to %(number)d character.",
        "Anybody can comment: a name and a text are enough, no account is needed. "
        "A comment can have up to %(number)d characters.",
        LONGEST_TEXT,
    ) % {"number": LONGEST_TEXT}
    yield _(
        "Names of our staff, and names that look like them, cannot be used. On each "
        "article, nobody can comment under a name that another reader has confirmed."
    )
    if masthead.words_to_refuse:
        yield _("Comments with certain words are rejected, and the commenter is told so.")
    if most := masthead.comments_per_hour:
        yield ngettext(
            "We accept %(number)d comment an hour from one network. Over the limit, you keep "
            "your text and are asked to try again later.",
            "We accept %(number)d comments an hour from one network. Over the limit, you "
            "keep your text and are asked to try again later.",
            most,
        ) % {"number": most}
    if days := masthead.comments_close_after:
        yield ngettext(
            "Comments close %(number)d day after an article is published, unless the article "
            "says otherwise.",
            "Comments close %(number)d days after an article is published, unless the "
            "article says otherwise.",
            days,
        ) % {"number": days}


def _deciding(masthead) -> Iterator[str]:
    yield before_it_appears(masthead)
    if _some_differ():
        yield _("Some articles have different rules, which are shown next to the comment form.")
    if masthead.moderation in (Mode.NEWCOMERS, Mode.LATER):
        yield from _exceptions_from_trust(masthead)
    yield _(
        "Comments that our software rejects because they look automated are kept, and "
        "moderators can still publish them."
    )
    yield _(
        "Every commenter gets a private page that shows the decision and, if the comment "
        "was rejected, the reason."
    )


def _some_differ() -> bool:
    # Not the opposite of "equal", for which no index is read.
    rows_with_mode = (rows.objects.filter(moderation__gt="") for rows in (Topic, Article))
    return any(rows.exists() for rows in rows_with_mode)


def _exceptions_from_trust(masthead) -> Iterator[str]:
    yield ngettext(
        "A comment with more than %(number)d link always waits for a moderator.",
        "A comment with more than %(number)d links always waits for a moderator.",
        masthead.links_allowed,
    ) % {"number": masthead.links_allowed}
    if masthead.flood_after:
        yield ngettext(
            "If more than %(number)d comment arrives within an hour, all further comments "
            "wait for a moderator.",
            "If more than %(number)d comments arrive within an hour, all further comments "
            "wait for a moderator.",
            masthead.flood_after,
        ) % {"number": masthead.flood_after}


def _complaining() -> Iterator[str]:
    minutes = int(EDITABLE_FOR.total_seconds() // 60)
    yield ngettext(
        "You can edit your comment for %(number)d minute, unless somebody has replied, "
        "and delete it at any time.",
        "You can edit your comment for %(number)d minutes, unless somebody has replied, "
        "and delete it at any time.",
        minutes,
    ) % {"number": minutes}
    yield _(
        "Anybody can report a comment, no account is needed. A moderator decides. The "
        "decision is shown on a private page, and e-mailed to you if you gave an address."
    )
    yield _(
        "If your comment was rejected or removed, you can appeal once. A different "
        "moderator decides on the appeal, if there is one."
    )


def _reading() -> Iterator[str]:
    yield _("No cookies, and nothing is loaded from other sites.")
    yield _("We don't track what you read.")


def _stored(masthead) -> Iterator[str]:
    yield _("Everybody can see the name you typed, your text and the time you sent it.")
    yield _(
        "Moderators may receive the name and text of a waiting comment by e-mail, so "
        "that they can decide on it. Your e-mail address is not included."
    )
    yield _(
        "We don't store your IP address. To stop floods of comments, we count the "
        "comments of the hour by a hash of the network, made with a random key. Key and "
        "hashes are deleted at the end of the day."
    )
    yield _(
        "Until then such a hash is kept with your comment, so that moderators can block "
        "whoever sent it. Of a blocked sender one hash and its key are kept until the block "
        "ends, for 30 days at most."
    )
    yield _(
        "A spam filter on our own server learns words from moderators' decisions. It "
        "passes nothing on, and it forgets comments that you delete."
    )
    if settings.COMMENT_RULE:
        yield _(
            "An additional check reads the name, text and network of a comment, and may pass "
            "them to an outside service. Our newsroom will tell you which."
        )
    yield _(
        "Your browser keeps your text until you send it, in this tab only, and your name "
        "if you ask it to."
    )
    yield _(
        "While your comment is not published, the tab in which you sent it keeps the address of "
        "its private page, without a cookie, to show you the comment in its place."
    )


def _addressed() -> Iterator[str]:
    yield _(
        "An e-mail address is optional. Only moderators can see it; it is never "
        "published, not even as a hash."
    )
    yield _(
        "It counts for the comments you confirm on a page whose link we e-mail to you. "
        "After that we use it for e-mails about your comments and the discussions you "
        "follow; every e-mail has a link to unsubscribe. To an unconfirmed address we "
        "send at most one e-mail a day."
    )
    yield _(
        "You can follow a discussion without writing in it. Nothing is sent about it until you "
        "have confirmed the request by the link that we e-mail to you."
    )
    days = email_confirmation.COOKIE_GOOD_FOR.days
    yield ngettext(
        "If you tick the box, a cookie remembers you on your browser for %(number)d day. "
        "It is read only where comments are sent.",
        "If you tick the box, a cookie remembers you on your browser for %(number)d "
        "days. It is read only where comments are sent.",
        days,
    ) % {"number": days}


def _kept() -> Iterator[str]:
    yield _("Comments: as long as the article is online, or until you delete them.")
    for task in retention.TASKS:
        days = task.after.days
        yield ngettext("%(what)s: %(number)d day", "%(what)s: %(number)d days", days) % {
            "what": task.promise,
            "number": days,
        }


def _rights() -> Iterator[str]:
    yield _(
        "On the private page of your comment you can see everything we store about it, "
        "download it, edit it or delete it."
    )
    yield _(
        "If you have confirmed an e-mail address, you can ask us to e-mail you a link. "
        "It shows all the data we hold about you, to download or delete. Name, address, "
        "text and tokens are deleted; only an empty place stays in the discussion, for "
        "the replies below it."
    )
