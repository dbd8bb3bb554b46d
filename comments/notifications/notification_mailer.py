"""What the mailer is told of notifications, and what it notes of those that went."""

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
        """Note what it told, which is what was true when it was `begun`."""
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
    """Have no e-mail of its own follow about what this one told as well."""
    for report in reports:
        about = {"kind": email.kind, "to": email.to, "notice": report}
        Notification.objects.get_or_create(key=answer_key(report), defaults=about)
    told = Notification.objects.filter(key__in=map(answer_key, reports), sent_at=None)
    told.update(sent_at=email.sent_at, next_try_at=None)


def _is_moderator_digest(email) -> bool:
    return email.kind == Notification.Kind.WAITING and not email.comment_id


def _subscriptions(email):
    return ModeratorSubscription.objects.filter(moderator=email.moderator_id)


def _plan_the_next(email):
    for subscription in _subscriptions(email):
        Job.plan("digest_due", subscription.pk)
