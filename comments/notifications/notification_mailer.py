"""The mailer of notifications: content, and notes about sent ones."""

from comments.models import DailyEmail, Following, ModeratorSubscription, Notification
from comments.notifications.messages import WORDS, answer_key
from newsroom.mail import Mailer
from newsroom.work.jobs import Job


class NotificationMailer(Mailer):
    model = Notification

    def content(self, email):
        if email.commenter and not email.commenter.takes_mail:
            return None
        return WORDS[email.kind](email)

    def may_go_today(self, email):
        return DailyEmail.lets_go(email)

    def note_sent(self, email, content, begun):
        """Store the content as told, as of `begun`."""
        _told_together(email, content.about)
        if email.kind == Notification.Kind.DIGEST:
            Following.objects.filter(pk=email.following_id).update(told_until=begun)
        if _is_moderator_digest(email):
            _subscriptions(email).update(told_at=begun)
            _plan_the_next(email)

    def note_dropped(self, email):
        if _is_moderator_digest(email):
            _plan_the_next(email)


def _told_together(email, reports):
    """Mark the reports in this e-mail as told, so that no other e-mail repeats them."""
    for report in reports:
        about = {"kind": email.kind, "to": email.to, "notice": report}
        Notification.objects.get_or_create(key=answer_key(report), defaults=about)
    emails = Notification.objects.filter(key__in=map(answer_key, reports), sent_at=None)
    emails.update(sent_at=email.sent_at, next_try_at=None)


def _is_moderator_digest(email) -> bool:
    return email.kind == Notification.Kind.WAITING and not email.comment_id


def _subscriptions(email):
    return ModeratorSubscription.objects.filter(moderator=email.moderator_id)


def _plan_the_next(email):
    for subscription in _subscriptions(email):
        Job.plan("digest_due", subscription.pk)
