"""The moderators' digest: waiting comments with links to decide."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import statistics
from comments.desk.acts import ACTS
from comments.models import Comment, ModeratorSubscription
from comments.moderation import Because, in_words
from comments.moderation.reasons import OUTCOMES
from comments.notifications import schedule, unsubscribe
from comments.tokens import action_links
from newsroom import html
from newsroom.mail import Content
from newsroom.templatetags.language_tags import isolated

MOST_SHOWN = 20  # comments in one e-mail
LONGEST_QUOTE = 600  # characters; all of it stands beside the button
LONGEST_PARENT = 100  # characters


class Entry(NamedTuple):
    name: str
    text: str
    written: datetime
    headline: str
    parent: Comment | None
    answered: str  # the words of `parent`
    reasons: list[str]  # why it waits
    acts: list[tuple[str, str]]  # labels and addresses

    @property
    def quoted(self) -> str:
        """Return the text with "> " before each line, so that it cannot be taken for ours."""
        return "\n".join(f"> {line}" for line in self.text.splitlines())


def waiting(notification) -> Content | None:
    """Return the content of the digest; None without subscription, permission or comments."""
    chosen = ModeratorSubscription.objects.select_related("moderator").filter(
        moderator=notification.moderator_id
    )
    subscription = chosen.first()
    if (
        subscription is None
        or not subscription.takes_mail
        or subscription.moderator.email != notification.to
    ):
        return None
    comments = _about(notification, subscription)
    number = comments.count()
    if not number:
        return None
    shown = list(comments.select_related("article", "parent").oldest_first()[:MOST_SHOWN])
    subject = _subject(subscription, number)
    return Content(
        subject,
        list(_says(subscription)),
        _("All waiting comments"),
        reverse("admin:comments_comment_changelist"),
        stop=unsubscribe.address_for(subscription.moderator),
        because=_("You get this e-mail because you are a moderator and asked to be notified."),
        entries=[_entry(comment, subscription.moderator) for comment in shown],
        more=_more(schedule.waiting_for(subscription).count() - len(shown)),
        opening=f"{subject}.",
        template="comments/moderator_digest",
    )


def _about(notification, subscription):
    at_once = subscription.rhythm == ModeratorSubscription.Rhythm.AT_ONCE
    if notification.comment_id and at_once:
        return schedule.waiting_for(subscription).filter(pk=notification.comment_id)
    # Another rhythm was chosen after it was written down.
    return (
        Comment.objects.none() if notification.comment_id or at_once else schedule.due(subscription)
    )


def _subject(subscription, number) -> str:
    if subscription.rhythm == ModeratorSubscription.Rhythm.LATE:
        subject = ngettext(
            "%(number)d comment waiting longer than usual",
            "%(number)d comments waiting longer than usual",
            number,
        )
    else:
        subject = ngettext(
            "%(number)d comment waiting for a moderator",
            "%(number)d comments waiting for a moderator",
            number,
        )
    return subject % {"number": number}


def _says(subscription):
    if subscription.rhythm == ModeratorSubscription.Rhythm.LATE and (
        usual := statistics.usual_wait()
    ):
        yield statistics.in_words(usual)
    days = action_links.GOOD_FOR.days
    yield ngettext(
        "Each link shows the comment with one button; nothing is decided until you press "
        "it. The links work for %(number)d day, for one decision on each comment.",
        "Each link shows the comment with one button; nothing is decided until you press "
        "it. The links work for %(number)d days, for one decision on each comment.",
        days,
    ) % {"number": days}
    yield _(
        "Please don't forward this e-mail: anyone who has one of its links can decide in your name."
    )


def _entry(comment, moderator) -> Entry:
    noticed = [Because(code, text) for code, text, _weight in comment.reasons]
    others = [each for each in noticed if each != comment.reason and each.code not in OUTCOMES]
    parent = comment.parent
    return Entry(
        comment.name,
        html.cut(comment.text, LONGEST_QUOTE),
        comment.created_at,
        _headline(comment.article),
        parent,
        html.cut(" ".join(parent.text.split()), LONGEST_PARENT) if parent else "",
        [in_words(*each) for each in (comment.reason, *others)],
        [
            (
                ACTS[name].label,
                f"{settings.SITE_URL}{action_links.address(comment, name, moderator)}",
            )
            for name in action_links.BY_LINK
        ],
    )


def _headline(article) -> str:
    if article.is_public:
        return article.headline
    return _("%(headline)s (article not public)") % {"headline": isolated(article.headline)}


def _more(number) -> str:
    if not number:
        return ""
    more = ngettext("And %(number)d more is waiting.", "And %(number)d more are waiting.", number)
    return more % {"number": number}
