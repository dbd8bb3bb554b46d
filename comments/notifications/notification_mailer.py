"""The mailer of notifications: content, what has to wait, and notes about sent ones."""

from django.utils import timezone

from comments.models import DailyEmail, Following, ModeratorSubscription, Notification
from comments.notifications.messages import WORDS, answer_key
from comments.notifications.send_times import next_full_hour, next_midnight
from newsroom.mail import Mailer
from newsroom.work.jobs import Job


class NotificationMailer(Mailer):
    model = Notification

    def content(self, email):
        if email.commenter and not email.commenter.takes_mail:
            return None
        return WORDS[email.kind](email)

    def waits_until(self, email):
        """Have e-mails about an article that was unpublished wait for its return, for some days."""
        article = _article_of(email)
        if article and not article.is_public:
            return next_full_hour(timezone.now())
        return None if DailyEmail.lets_go(email) else next_midnight(timezone.now())

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


def _article_of(email):
    """Return the article that the e-mail names to a reader; moderators see theirs at the desk."""
    if email.moderator_id or email.kind in (Notification.Kind.CONFIRM, Notification.Kind.ACCESS):
        return None
    about = email.following or email.comment or (email.notice and email.notice.comment)
    return about and about.article


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
