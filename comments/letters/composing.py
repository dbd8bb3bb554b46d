"""What a letter says, and the message that it becomes.

The text is the letter; the HTML says the same, escaped, with our own links and nothing
that would be loaded from anywhere. Other people's words are quoted, never in a header.
"""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import proofs, receipts
from comments.letters import stopping
from comments.letters.content import Content
from comments.letters.waiting import waiting
from comments.models import Letter
from comments.status import Status
from newsroom import prose
from newsroom.models import Masthead

MOST_QUOTED = 20  # comments in one letter
LONGEST_QUOTE = 1000  # characters


def compose(letter) -> EmailMultiAlternatives | None:
    """Return the message of `letter`; None if what it would say is no longer true."""
    if letter.commenter and not letter.commenter.takes_letters:
        return None
    masthead = Masthead.current()
    with translation.override(masthead.language):
        content = WORDS[letter.kind](letter)
        return content and _message(letter, content, masthead)


def _message(letter, content, masthead):
    context = {
        "content": content,
        "link": f"{settings.SITE_URL}{content.address}",
        "stop": content.stop and f"{settings.SITE_URL}{content.stop}",
        "receipt": content.receipt and f"{settings.SITE_URL}{content.receipt}",
        "masthead": masthead,
        "quotes": [
            (comment.name, prose.cut(comment.text, LONGEST_QUOTE)) for comment in content.quotes
        ],
    }
    message = EmailMultiAlternatives(
        # A headline has one line, but may be as long as it likes.
        subject=prose.cut(content.subject, 120),
        body=render_to_string(f"{content.template}.txt", context),
        from_email=formataddr((masthead.name, settings.DEFAULT_FROM_EMAIL)),
        to=[letter.to],
        headers=_headers(letter, context["stop"]),
    )
    html = render_to_string(f"{content.template}.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _headers(letter, stop) -> dict[str, str]:
    """RFC 3834 (Auto-Submitted), RFC 8058 (one-click), and an id that stays when sent again."""
    name = salted_hmac("comments.letters.id.1", letter.key, algorithm="sha256").hexdigest()[:32]
    headers = {
        "Message-ID": f"<{name}@{settings.SITE.hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def proof(letter):
    comment = letter.comment
    if comment.commenter or comment.is_withdrawn or comment.email != letter.to:
        return None
    return Content(
        _("Did you write this comment?"),
        [
            _("Somebody gave this address with a comment on “%(headline)s”.") % _about(comment),
            _(
                "If it was you, follow the link: we then write to you when the comment is decided "
                "about or answered. If it was not, do nothing: you will not hear of it again."
            ),
        ],
        _("Yes, this is my address"),
        reverse("prove", args=[proofs.token(comment)]),
    )


def approved(letter):
    comment = letter.comment
    if comment.status != Status.APPROVED:
        return None
    return Content(
        _("Your comment is public"),
        [_("Your comment on “%(headline)s” is public now.") % _about(comment)],
        _("Read it on the page"),
        comment.get_absolute_url(),
        [comment],
        stopping.address(letter.commenter),
        _receipt(comment) if comment.form_key else "",
    )


def refused(letter):
    comment = letter.comment
    if comment.status not in (Status.REJECTED, Status.REMOVED) or comment.is_withdrawn:
        return None
    says = [_("Your comment on “%(headline)s” is not shown.") % _about(comment)]
    if comment.reason:
        says.append(_("The reason: %(reason)s") % {"reason": comment.reason_in_words})
    return Content(
        _("Your comment was not published"),
        says,
        _("See your comment"),
        _receipt(comment),
        [comment],
        stopping.address(letter.commenter),
    )


def reply(letter):
    return _news(letter, _("A reply to your comment"), _("Somebody answered you"))


def followed(letter):
    following = letter.comment.article.followers.filter(commenter=letter.commenter).first()
    if following is None:
        return None
    return _news(letter, _("A new comment"), _("There is a new comment"), following)


def digest(letter):
    comments = list(letter.following.news()[:MOST_QUOTED])
    if not comments:
        return None
    article = letter.following.article
    said = ngettext(
        "%(number)d new comment on “%(headline)s”.",
        "%(number)d new comments on “%(headline)s”.",
        len(comments),
    )
    return Content(
        _("New comments: %(headline)s") % {"headline": article.headline},
        [said % {"number": len(comments), "headline": article.headline}],
        _("Read on the page"),
        f"{article.get_absolute_url()}#comments",
        comments,
        stopping.address(letter.commenter, letter.following),
    )


def answer(letter):
    notice = letter.notice
    if not notice.closed_at:
        return None
    about = {"headline": notice.comment.article.headline}
    return Content(
        _("Your notice"),
        [
            _("A person has decided about your notice on a comment on “%(headline)s”.") % about,
            notice.in_words,
            _("If you think that this is wrong, answer with another notice, or ask a court."),
        ],
        _("See your notice"),
        reverse("notice", args=[receipts.token(notice.form_key)]),
    )


def _news(letter, subject, said, following=None):
    comment = letter.comment
    if comment.status != Status.APPROVED:
        return None
    headline = comment.article.headline
    return Content(
        f"{subject}: {headline}",
        [f"{said}: {headline}"],
        _("Read it on the page"),
        comment.get_absolute_url(),
        [comment],
        stopping.address(letter.commenter, following),
    )


def _about(comment):
    return {"headline": comment.article.headline}


def _receipt(comment) -> str:
    """The private page about a comment; its article's for one that came without a form."""
    if not comment.form_key:
        return comment.article.get_absolute_url()
    return reverse("receipt", args=[receipts.token(comment.form_key)])


WORDS = {
    Letter.Kind.PROOF: proof,
    Letter.Kind.APPROVED: approved,
    Letter.Kind.REFUSED: refused,
    Letter.Kind.REPLY: reply,
    Letter.Kind.FOLLOWED: followed,
    Letter.Kind.DIGEST: digest,
    Letter.Kind.ANSWER: answer,
    Letter.Kind.WAITING: waiting,
}
