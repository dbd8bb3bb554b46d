"""The text of each kind of e-mail, from the state when it is sent."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models.article_queryset import is_public
from comments import email_confirmation, personal_data
from comments.models import Commenter, Notice, Notification
from comments.models.decision import UNDO_TIME
from comments.notifications import unsubscribe
from comments.notifications.moderator_digest import waiting
from comments.status import Status
from comments.tokens import receipts
from newsroom.mail import Content, Quote
from newsroom.templatetags.language_tags import isolated

MOST_QUOTED = 20  # comments in one e-mail
TOLD_WITHIN = timedelta(days=7)  # of the decision about a report, or not at all


def confirm(notification):
    sent_since = Notification.confirmations().filter(
        to=notification.to, sent_at__gt=notification.written_at
    )
    says = [] if sent_since.exists() else _asked_of(notification.to)
    if not says:
        return None
    return Content(
        _("Please confirm your e-mail address"),
        [*says, _("If it wasn't you, please ignore this e-mail.")],
        _("Confirm my e-mail address"),
        reverse("confirm_email", args=[email_confirmation.token(notification)]),
    )


def _asked_of(email) -> list[str]:
    """Return the sentences about all that waits for a confirmation of the address."""
    says = []
    if email_confirmation.unconfirmed(email):
        says += [
            _("Somebody used this e-mail address with a comment on our website."),
            _(
                "If it was you, click the link below. It opens a page with all comments sent "
                "with this address. Tick the ones you wrote, and we'll e-mail you when they are "
                "published or get a reply."
            ),
        ]
    if email_confirmation.follow_requests(email):
        says += [
            _("Somebody asked us to e-mail new comments on our website to this address."),
            _(
                "If it was you, click the link below. It opens a page with the discussions. Tick "
                "those you want to follow."
            ),
        ]
    return says


def access(notification):
    commenter = Commenter.objects.filter(email=notification.to).first()
    if commenter is None:
        return None
    hours = personal_data.LINK_GOOD_FOR // timedelta(hours=1)
    good_for = ngettext(
        "The link works for %(number)d hour. Anyone who has it can read and delete your "
        "data, so please don't share it.",
        "The link works for %(number)d hours. Anyone who has it can read and delete your "
        "data, so please don't share it.",
        hours,
    )
    return Content(
        _("The data we hold about you"),
        [
            _(
                "You asked for a link to the data we hold about you. If it wasn't you, please "
                "ignore this e-mail."
            ),
            good_for % {"number": hours},
        ],
        _("See, download or delete my data"),
        reverse("personal_data", args=[personal_data.token(commenter)]),
    )


def approved(notification):
    comment = notification.comment
    if comment.status != Status.APPROVED:
        return None
    return Content(
        _("Your comment has been published"),
        [],
        _("Read it on our website"),
        comment.get_absolute_url(),
        _quotes([comment]),
        unsubscribe.address(notification.commenter),
        _receipt(comment) if comment.form_key else "",
        because=_as_writer(),
        opening=_("Your comment on “%(headline)s” has been published.") % _about(comment),
        **_under(comment),
    )


def rejected(notification):
    comment = notification.comment
    if comment.status not in (Status.REJECTED, Status.REMOVED) or comment.is_deleted:
        return None
    if comment.status == Status.REMOVED:
        subject, sentence = (
            _("Your comment was removed"),
            _("Your comment on “%(headline)s” was removed."),
        )
    else:
        subject, sentence = (
            _("Your comment was rejected"),
            _("Your comment on “%(headline)s” was rejected."),
        )
    says = []
    if comment.reason_code:
        says.append(_("Reason: %(reason)s") % {"reason": isolated(comment.reason_in_words)})
    may_appeal = comment.may_be_appealed()
    if may_appeal:
        says.append(_("If you think this is wrong, tell us why."))
        says.append(_("If possible, another moderator will decide."))
    return Content(
        subject,
        says,
        _("Appeal this decision") if may_appeal else _("See the decision"),
        _receipt(comment),
        _quotes([comment]),
        unsubscribe.address(notification.commenter),
        because=_as_writer(),
        opening=sentence % _about(comment),
        **_under(comment),
    )


def edit(notification):
    """Return the decision about the last decided edit; None if the e-mail is about another one."""
    comment = notification.comment
    revision = decided_edit(comment)
    if revision is None or notification.key != _edit_key(revision, notification.commenter):
        return None
    if comment.status != Status.APPROVED:
        return None
    if revision.status == Status.APPROVED:
        subject, says = _("Your edit has been published"), []
        sentence = _("Your edit of your comment on “%(headline)s” has been published.")
    else:
        subject, says = _("Your edit was rejected"), [_("Readers see the previous version.")]
        sentence = _("Your edit of your comment on “%(headline)s” was rejected.")
    return Content(
        subject,
        says,
        _("Read it on our website"),
        comment.get_absolute_url(),
        [Quote(comment.name, revision.text)],
        unsubscribe.address(notification.commenter),
        _receipt(comment) if comment.form_key else "",
        because=_as_writer(),
        opening=sentence % _about(comment),
        **_under(comment),
    )


def decided_edit(comment):
    return comment.revisions.exclude(status=Status.PENDING).order_by("-pk").first()


def _edit_key(revision, commenter) -> str:
    return f"{Notification.Kind.EDIT}:{revision.pk}:{commenter.pk}"


def reply(notification):
    """Quote what was answered above the reply, for one may have written much since."""
    answered = notification.comment.parent
    if answered is None or answered.commenter_id != notification.commenter_id:
        return None
    content = _news(
        notification,
        _("Reply to your comment"),
        _("Somebody replied to your comment on “%(headline)s”."),
    )
    if content and answered.is_public:
        yours = Quote(_("You wrote"), answered.text, answered.created_at, is_theirs=True)
        content.quotes.insert(0, yours)
    return content


def followed(notification):
    following = notification.comment.article.followers.filter(
        commenter=notification.commenter
    ).first()
    if following is None:
        return None
    return _news(
        notification,
        _("New comment"),
        _("There is a new comment on “%(headline)s”."),
        following,
    )


def digest(notification):
    comments = list(notification.following.news()[:MOST_QUOTED])
    if not comments:
        return None
    article = notification.following.article
    sentence = ngettext(
        "%(number)d new comment on “%(headline)s”.",
        "%(number)d new comments on “%(headline)s”.",
        len(comments),
    )
    return Content(
        _("Daily digest"),
        [],
        _("Read the discussion"),
        f"{article.get_absolute_url()}#comments",
        _quotes(comments),
        unsubscribe.address(notification.commenter, notification.following),
        because=_as_follower(),
        opening=sentence % {"number": len(comments), "headline": isolated(article.headline)},
        headline=article.headline,
        page=article.get_absolute_url(),
    )


def answer(notification):
    reports = answered(notification)
    if not reports:
        return None
    says = [
        ngettext(
            "A moderator has decided on your report.",
            "A moderator has decided on your reports.",
            len(reports),
        )
    ]
    for notice in reports:
        says.append(f"“{isolated(notice.comment.article.headline)}”: {notice.in_words}")
        if len(reports) > 1:
            says.append(f"{settings.SITE_URL}{_page_of(notice)}")
    says.append(_("If you disagree, you can send another report or go to court."))
    return Content(
        _("Our decision on your report"),
        says,
        _("See your report"),
        _page_of(reports[0]),
        because=_("You get this e-mail because you reported a comment with this address."),
        about=reports,
        **(_under(reports[0].comment) if len(reports) == 1 else {}),
    )


def answered(notification) -> list[Notice]:
    """Return the decided, untold reports of the address, for one e-mail; the e-mail's first.

    A decision that may still be undone is not told yet.
    """
    decided = Notice.objects.filter(email__iexact=notification.to, form_key__isnull=False)
    until = timezone.now() - UNDO_TIME
    decided = decided.filter(closed_at__gt=until - TOLD_WITHIN, closed_at__lte=until)
    decided = decided.filter(is_public("comment__article__") | Q(pk=notification.notice_id))
    emails = Notification.objects.filter(
        key__in=[answer_key(notice) for notice in decided], sent_at__isnull=False
    ).exclude(pk=notification.pk)
    keys = set(emails.values_list("key", flat=True))
    untold = [
        notice
        for notice in decided.select_related("comment__article").order_by("pk")
        if answer_key(notice) not in keys
    ]
    return sorted(untold, key=lambda notice: notice.pk != notification.notice_id)[:MOST_QUOTED]


def answer_key(notice) -> str:
    return f"{Notification.Kind.REPORT}:{notice.pk}:{notice.closed_at.timestamp():.0f}"


def _page_of(notice) -> str:
    return reverse("notice", args=[receipts.token(notice.form_key)])


def _news(notification, subject, sentence, following=None):
    comment = notification.comment
    if comment.status != Status.APPROVED:
        return None
    return Content(
        subject,
        [],
        _("Read it on our website"),
        comment.get_absolute_url(),
        _quotes([comment]),
        unsubscribe.address(notification.commenter, following),
        because=_as_follower() if following else _as_writer(),
        opening=sentence % _about(comment),
        **_under(comment),
    )


def _as_writer() -> str:
    return _("You get this e-mail because you wrote a comment and confirmed this address.")


def _as_follower() -> str:
    return _("You get this e-mail because you follow this discussion.")


def _quotes(comments) -> list[Quote]:
    return [Quote(comment.name, comment.text, comment.created_at) for comment in comments]


def _under(comment) -> dict[str, str]:
    """Return headline and address of the article that it is about."""
    article = comment.article
    return {"headline": article.headline, "page": article.get_absolute_url()}


def _about(comment):
    return {"headline": isolated(comment.article.headline)}


def _receipt(comment) -> str:
    """Return the address of the receipt; the article's for an imported comment."""
    if not comment.form_key:
        return comment.article.get_absolute_url()
    return reverse("receipt", args=[receipts.token(comment.form_key)])


WORDS = {
    Notification.Kind.CONFIRM: confirm,
    Notification.Kind.APPROVED: approved,
    Notification.Kind.REJECTED: rejected,
    Notification.Kind.EDIT: edit,
    Notification.Kind.REPLY: reply,
    Notification.Kind.FOLLOWED: followed,
    Notification.Kind.DIGEST: digest,
    Notification.Kind.REPORT: answer,
    Notification.Kind.ACCESS: access,
    Notification.Kind.WAITING: waiting,
}
