"""Tasks about letters and the filter. They know the models, which store them: late imports."""

from datetime import timedelta

from django.apps import apps

from newsroom.work import job

UNDO_TIME = timedelta(seconds=30)  # a decision that is taken back before is told to nobody


@job()
def ask_for_proof(comment_id):
    """Ask whether the address that was given with a comment is its writer's."""
    from comments import notifications

    for comment in apps.get_model("comments.Comment").objects.filter(pk=comment_id):
        notifications.ask_for_proof(comment)


@job()
def tell(decision_id):
    """Write the letters that a decision calls for, if it still stands."""
    from comments import notifications

    decisions = apps.get_model("comments.Decision").objects.select_related("comment__article")
    for decision in decisions.filter(pk=decision_id):
        notifications.tell(decision)


@job()
def answer(notice_id):
    """Tell whoever gave a notice what came of it."""
    from comments import notifications

    for notice in apps.get_model("comments.Notice").objects.filter(pk=notice_id):
        notifications.answer(notice)


@job()
def learn(comment_id):
    """Have the spam filter learn from what moderators made of a comment."""
    for comment in apps.get_model("comments.Comment").objects.filter(pk=comment_id):
        comment.teach()


@job()
def tell_moderators(comment_id):
    """Write down the letters in which moderators hear that a comment waits."""
    from comments import notifications

    for comment in apps.get_model("comments.Comment").objects.filter(pk=comment_id):
        notifications.tell_moderators(comment)


@job()
def plan_moderator_digest(subscription_id):
    """Write down the next letter to a moderator about what waits."""
    from comments import notifications

    digests = apps.get_model("comments.ModeratorSubscription").objects.select_related("moderator")
    for digest in digests.filter(pk=subscription_id):
        notifications.plan(digest)
