"""Follow-ups of facts about comments; see newsroom/work."""

from comments import notifications, retention
from comments.models import (
    BY_PEOPLE,
    Comment,
    Decision,
    FilterTest,
    FollowRequest,
    ModeratorSubscription,
    Notice,
    Revision,
    TrainingExample,
)
from newsroom import sqlite_options, turns
from newsroom.work import nightly
from newsroom.work.jobs import does


@does("address_given")
def ask_to_confirm(comment_id):
    for comment in Comment.objects.filter(pk=comment_id):
        notifications.ask_to_confirm(comment)


@does("follow_asked")
def ask_to_confirm_following(request_id):
    for request in FollowRequest.objects.filter(pk=request_id):
        notifications.ask_for_confirmation(request.email)


@does("comment_waits")
def tell_moderators(comment_id):
    for comment in Comment.objects.filter(pk=comment_id):
        notifications.tell_moderators(comment)


@does("comment_decided")
def follow_a_decision(decision_id):
    """Notify those concerned, and train the spam filter with a person's decision."""
    decisions = Decision.objects.exclude(comment=None).select_related("comment__article")
    for decision in decisions.filter(pk=decision_id):
        notifications.tell(decision)
        if decision.way in BY_PEOPLE:
            decision.comment.teach()


@does("edit_decided")
def tell_about_an_edit(revision_id):
    for revision in Revision.objects.filter(pk=revision_id).select_related("comment__commenter"):
        notifications.tell_about_an_edit(revision)


@does("filter_taught")
def test_the_filter():
    """Find the limit of the spam filter anew, after decisions."""
    FilterTest.run()


@does("filter_outdated")
def teach_anew():
    """Learn all comments again, after a change of what is read as a word."""
    turns.one_by_one(TrainingExample.objects.select_related("comment"), TrainingExample.learn_anew)
    FilterTest.run()


@does("report_decided")
def answer_a_report(notice_id):
    for notice in Notice.objects.filter(pk=notice_id):
        notifications.answer(notice)


@does("digest_due")
def plan_a_digest(subscription_id):
    subscriptions = ModeratorSubscription.objects.select_related("moderator")
    for subscription in subscriptions.filter(pk=subscription_id):
        notifications.plan(subscription)


@does(nightly.FACT)
def purge():
    nightly.plan_next()
    for _promise, _number in retention.tidy():
        pass
    sqlite_options.empty_log()
