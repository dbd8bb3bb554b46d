"""Recipients of e-mails, by event."""

from datetime import UTC
from functools import partial

from django.db.models import F
from django.utils import timezone

from comments import email_confirmation
from comments.models import Following, ModeratorSubscription, Notification
from comments.models.commenter import canonical
from comments.models.decision import Way
from comments.notifications import schedule
from comments.notifications.messages import answer_key, decided_edit
from comments.notifications.send_times import next_morning
from comments.status import Status
from newsroom import turns
from newsroom.network import DayKey

ABOUT_DECISIONS = (Notification.Kind.APPROVED, Notification.Kind.REJECTED)


def ask_to_confirm(comment):
    if comment.email and not comment.commenter_id:
        ask_for_confirmation(canonical(comment.email))


def ask_for_confirmation(address):
    """Ask the owner of the address for a confirmation; one e-mail a day to it."""
    Notification.write(
        Notification.Kind.CONFIRM, key=DayKey.of_today().hash_of(address), to=address
    )


def last_question_about(comment) -> Notification | None:
    """Return the last confirmation e-mail for its address, preferably one that was sent."""
    if not comment.email or comment.commenter_id:
        return None
    lately = timezone.now() - email_confirmation.LINK_GOOD_FOR
    asked = Notification.confirmations().filter(to=canonical(comment.email), written_at__gte=lately)
    return asked.order_by(F("sent_at").desc(nulls_last=True), "-pk").first()


def send_access(address):
    """Send the link to a person's data; one a day to an address.

    The confirmation is checked when it is sent: neither the response nor its time tells if the
    address is known.
    """
    address = canonical(address)
    Notification.write(
        Notification.Kind.ACCESS, key=DayKey.of_today().hash_of(f"access {address}"), to=address
    )


def answer(notice):
    """Tell the reporter the outcome (Digital Services Act, article 16 (5))."""
    if notice.closed_at and notice.email:
        key = answer_key(notice).partition(":")[2]
        Notification.write(
            Notification.Kind.REPORT, key=key, to=canonical(notice.email), notice=notice
        )


def tell(decision):
    """Write the e-mails about `decision`, if it is still in force."""
    comment = decision.comment
    if comment is None or not decision.holds:
        return
    notified = tell_the_writer(decision)
    if comment.status == Status.APPROVED:
        notified |= tell_the_answered(comment, notified)
        tell_the_followers(comment, notified)


def tell_the_writer(decision) -> set[int]:
    """Notify the writer; return the commenters who need no other e-mail about the comment."""
    writer = decision.comment.commenter
    if writer is None:
        return set()
    if decision.to_status == Status.APPROVED and decision.way != Way.RULE:
        _tell_what_became_of_it(writer, Notification.Kind.APPROVED, decision)
    if decision.to_status in (Status.REJECTED, Status.REMOVED) and decision.way != Way.WRITER:
        _tell_what_became_of_it(writer, Notification.Kind.REJECTED, decision)
    return {writer.pk}


def _tell_what_became_of_it(writer, kind, decision):
    """Notify once for each outcome that differs from the last e-mail's."""
    notifications = Notification.objects.filter(comment=decision.comment, commenter=writer)
    last = notifications.filter(kind__in=ABOUT_DECISIONS).order_by("-pk").first()
    if last is None or last.kind != kind:
        _to(writer, kind, decision.comment, key=f"{decision.comment_id}:{decision.pk}")


def tell_about_an_edit(revision):
    """Tell the writer what a moderator decided about an edit, once."""
    comment = revision.comment
    if comment.commenter and revision == decided_edit(comment):
        _to(comment.commenter, Notification.Kind.EDIT, comment, key=revision.pk)


def tell_the_answered(comment, notified) -> set[int]:
    answered = comment.parent.commenter if comment.parent else None
    if answered is None or answered.pk in notified:
        return set()
    _to(answered, Notification.Kind.REPLY, comment)
    return {answered.pk}


def tell_the_followers(comment, notified):
    """Write many in one statement: one by one they take so long that a kill may meet each try."""
    followers = comment.article.followers.exclude(commenter__in=notified)
    turns.by_lots(followers.select_related("commenter"), partial(_tell_some, comment))


def _tell_some(comment, followers):
    takers = [following for following in followers if following.commenter.takes_mail]
    morning = next_morning(timezone.now())
    Notification.write_all([_to_a_follower(comment, each, morning) for each in takers])


def _to_a_follower(comment, following, morning) -> Notification:
    if following.rhythm == Following.Rhythm.AT_ONCE:
        return _draft(following.commenter, Notification.Kind.FOLLOWED, comment)
    return _digest(following, morning)


def _to(commenter, kind, comment, key=None):
    if commenter.takes_mail:
        Notification.write_all([_draft(commenter, kind, comment, key)])


def _draft(commenter, kind, comment, key=None) -> Notification:
    """Return an e-mail that is written once per comment, or per `key`."""
    return Notification.draft(
        kind,
        key=f"{key or comment.pk}:{commenter.pk}",
        to=commenter.email,
        comment=comment,
        commenter=commenter,
    )


def _digest(following, morning) -> Notification:
    """Return one e-mail for that morning about everything new."""
    return Notification.draft(
        Notification.Kind.DIGEST,
        key=f"{following.pk}:{morning:%Y-%m-%d}",
        to=following.commenter.email,
        after=morning,
        commenter=following.commenter,
        following=following,
    )


def tell_moderators(comment):
    """Write the moderators' e-mails about the waiting `comment`, each in their rhythm."""
    if comment.status != Status.PENDING:
        return
    for subscription in ModeratorSubscription.objects.select_related("moderator"):
        if subscription.rhythm != ModeratorSubscription.Rhythm.AT_ONCE:
            plan(subscription)
        elif subscription.takes_mail and comment.is_in_scope_of(subscription.moderator):
            _to_moderator(subscription.moderator, key=comment.pk, comment=comment)


def plan(subscription):
    """Write the next digest if any comment waits; one per slot."""
    slot = schedule.next_slot(subscription) if subscription.takes_mail else None
    if slot:
        _to_moderator(subscription.moderator, key=f"{slot.astimezone(UTC):%Y-%m-%dT%H}", after=slot)


def _to_moderator(moderator, key, **about):
    Notification.write(
        Notification.Kind.WAITING,
        key=f"{moderator.pk}:{key}",
        to=moderator.email,
        moderator=moderator,
        **about,
    )
