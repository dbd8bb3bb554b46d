"""What is said of a comment is true in each state of it, of its edit and of its article."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from comments.models import Comment, Commenter, Notice, Notification, Revision, Status
from comments.moderation import Because, Reason
from comments.notifications.messages import WORDS
from comments.tokens import receipts
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import PASSWORD, a_comment, an_article

QUEUE = "/admin/comments/comment/"
EDITS = [None, "waits", "rejected", "rejected by a rule", "ended with the comment", "accepted"]
REJECTED_EDITS = EDITS[2:5]
HIDDEN = [Status.REJECTED, Status.SPAM, Status.REMOVED]
STATES = [*Status, "deleted"]
# A sentence of the receipt, and when it is true: of the comment, its edit, and whether readers
# can see the article.
RECEIPT = {
    "Your comment is published.": lambda c, e, seen: c == "approved" and seen,
    "Your comment has been approved.": lambda c, e, seen: c == "approved" and not seen,
    "Your comment is waiting for a moderator.": lambda c, e, seen: c == "pending",
    "A moderator will read your comment": lambda c, e, seen: c == "pending",
    "Your comment was rejected.": lambda c, e, seen: c in ("rejected", "spam"),
    "Your comment was removed.": lambda c, e, seen: c == "removed",
    "You deleted your comment.": lambda c, e, seen: c == "deleted",
    "The article is not public at the moment": lambda c, e, seen: not seen and c != "deleted",
    "Not reviewed yet.": lambda c, e, seen: False,  # said already
    "Your edit is waiting": lambda c, e, seen: e == "waits" and c in ("approved", "pending"),
    "Your edit was rejected.": lambda c, e, seen: e in REJECTED_EDITS and c == "approved",
    "Contains a word that we don't publish.": lambda c, e, seen: (
        e == "rejected by a rule" and c == "approved"
    ),
    "needs a moderator's review": lambda c, e, seen: False,  # why it waited, once it was rejected
    "previous version": lambda c, e, seen: (
        seen and c == "approved" and e in ("waits", *REJECTED_EDITS)
    ),
    "Appeal this decision": lambda c, e, seen: c in HIDDEN,
    "delete your comment": lambda c, e, seen: c != "deleted",
    "e-mail address is not confirmed": lambda c, e, seen: c in ("pending", "approved"),
    "Back to the discussion": lambda c, e, seen: seen,
}
TABLE = [
    (state, edit)
    for state in STATES
    for edit in EDITS
    if (state, edit) != ("pending", "ended with the comment")
]


def words_of(page) -> str:
    text = page if isinstance(page, str) else page.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def in_state(article, state, edit, mo):
    """A comment in a state, with an edit that came while it was public; and its receipt."""
    comment = a_comment(article, email="ravi@example.org")
    token = receipts.token(f"nonce {comment.pk}")
    columns = {"receipt": receipts.hashed(token), "form_key": f"nonce {comment.pk}"}
    Comment.objects.filter(pk=comment.pk).update(**columns)
    comment = Comment.objects.get(pk=comment.pk)
    if edit == "rejected by a rule":
        Masthead.objects.update(words_to_refuse="watches")
        comment.edit("Buy watches.")
    elif edit == "rejected":
        Masthead.objects.update(words_to_hold="barge")
        comment.edit(f"The barge, {comment.pk}.")
    elif edit:
        comment.edit(f"Other words, {comment.pk}.")
    if edit == "rejected":
        comment.open_edit.reject(by=mo)
    if edit == "accepted":
        comment.open_edit.accept(by=mo)
    if edit == "ended with the comment" and state not in HIDDEN:
        comment.remove(by=mo)
        comment.approve(by=mo)
    if state == "deleted":
        comment.delete_by_writer()
    elif state == "pending":
        comment.decisions.by_people().moves().first().undo(by=mo)
    elif state != "approved":
        comment.decide(state, by=mo)
    return Comment.objects.get(pk=comment.pk), f"/receipt/{token}/"


@pytest.mark.parametrize("is_seen", [True, False], ids=["public", "unpublished"])
def test_the_receipt_says_what_is_true(reader, db, mo, is_seen):
    """K5b, K5c, K5e: each state of a comment, with each end of an edit."""
    for state, edit in TABLE:
        Masthead.objects.update(words_to_refuse="")
        article = an_article()
        comment, receipt = in_state(article, state, edit, mo)
        assert comment.status == ("removed" if state == "deleted" else state)
        if not is_seen:
            article.unpublish()
        page = reader.get(receipt)
        said = words_of(page)
        for sentence, is_true in RECEIPT.items():
            assert (sentence in said) == bool(is_true(state, edit, is_seen)), (
                state, edit, sentence, said,
            )  # fmt: skip
        for address in re.findall(r'href="(/\d{4}/[^"]*)"', page.text):
            page_of_it = address.partition("#")[0]
            assert reader.get(page_of_it).status in (200, 302), (state, edit)


def test_an_edit_outlives_an_undo_and_is_about_the_words_that_stand(article, mo):
    """K5b"""
    comment, _receipt = in_state(article, "pending", "waits", mo)
    assert comment.open_edit.text == f"Other words, {comment.pk}."
    comment.edit("Third words.")
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.text, comment.open_edit) == ("Third words.", None)
    comment, _receipt = in_state(article, "pending", "waits", mo)
    comment.open_edit.accept(by=mo)
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.status, comment.text) == (Status.PENDING, f"Other words, {comment.pk}.")
    comment, _receipt = in_state(article, "removed", "waits", mo)
    assert not comment.open_edit
    comment.decisions.by_people().moves().first().undo(by=mo)
    assert comment.open_edit.text == f"Other words, {comment.pk}."


def test_a_reply_that_nobody_sees_does_not_end_the_right_to_edit(reader, article, mo):
    """K5e, C3"""
    comment, receipt = in_state(article, "approved", None, mo)
    for status, may_edit in ((Status.PENDING, True), *((each, True) for each in HIDDEN)):
        a_comment(article, status=status, parent=comment, text=f"Reply, {status}.")
        assert Comment.objects.get(pk=comment.pk).may_be_edited == may_edit, status
    hidden = Comment.objects.get(text="Reply, removed.")
    below = a_comment(article, parent=hidden)  # readers see it, and the place of the one above
    assert not comment.may_be_edited
    below.delete_by_writer()
    assert comment.may_be_edited
    a_comment(article, parent=comment)
    page = reader.get(f"{receipt}edit/")
    assert page.status == 403
    assert "can no longer be edited" in page
    assert "Your new text" not in page
    assert "copy" not in words_of(page)


def test_the_receipt_leads_back_to_where_the_comment_stands(reader, article, mo):
    """One act is first: to appeal, where it may be, else to go on reading."""
    above = a_comment(article)
    reply, receipt = in_state(article, "pending", None, mo)
    Comment.objects.filter(pk=reply.pk).update(parent=above)
    discussion = f"{article.get_absolute_url()}#comments"
    seen = []
    for step in (None, reply.approve, reply.remove, above.remove):
        if step:
            step(by=mo)
        page = reader.get(receipt).text
        way = re.search(r'class="(button|receipt__back)" href="([^"]*)">Back to the dis', page)
        seen.append(way.groups())
    assert seen == [
        ("button", above.get_absolute_url()),
        ("button", reply.get_absolute_url()),
        ("receipt__back", above.get_absolute_url()),
        ("receipt__back", discussion),
    ]


def test_the_receipt_counts_the_minutes_that_are_left_for_editing(reader, article, mo):
    comment, receipt = in_state(article, "pending", None, mo)
    for age, sentence in ((0, "15 minutes left"), (840.5, "1 minute left"), (900, "")):
        since = timezone.now() - timedelta(seconds=age)
        Comment.objects.filter(pk=comment.pk).update(created_at=since)
        said = words_of(reader.get(receipt))
        assert (sentence or "Delete comment") in said
        assert ("unless somebody replies" in said) == bool(sentence)


# The subjects of e-mails in each state in which one is sent; about an article that is not public
# none is sent at all, see test_notifications.
EMAILS = {
    "approved": {"approved": "Your comment has been published: Ferry"},
    "rejected": {
        "rejected": "Your comment was rejected: Ferry",
        "removed": "Your comment was removed: Ferry",
    },
    "followed": {"approved": "New comment: Ferry"},
    "digest": {"approved": "Daily digest: Ferry"},
}


def test_an_email_says_what_is_true_or_is_not_sent(db, mo, reader):
    """K5b"""
    zoe = Commenter.objects.create(email="zoe@example.org")
    for state in STATES:
        article = an_article(headline="Ferry", slug=f"ferry-{state}")
        comment, _receipt = in_state(article, state, None, mo)
        zoe.follow(article, "at_once")
        zoe.following.update(told_until=article.published_at)
        about = {"comment": comment, "commenter": zoe, "to": zoe.email}
        about["following"] = zoe.following.get(article=article)
        for kind, subjects in EMAILS.items():
            content = WORDS[kind](Notification(kind=kind, **about))
            assert (content and content.subject) == subjects.get(state), (state, kind)
            if content:
                path = content.address.partition("#")[0]
                assert reader.get(path).status in (200, 302), (state, kind)


def test_a_report_is_told_what_became_of_its_comment_in_the_end(article, mo):
    """K5b"""
    outcomes = {}
    for decided in ("keep", "remove"):
        comment = a_comment(article)
        notice = Notice(comment=comment, kind="abuse").submit()
        getattr(comment, decided)(by=mo)
        for later in ("approve", "remove"):
            getattr(comment, later)(by=mo)
            outcomes[decided, later] = str(Notice.objects.get(pk=notice.pk).in_words)
    assert outcomes == {
        ("keep", "approve"): "The comment does not break our rules and stays.",
        ("keep", "remove"): "We kept the comment at first, but it has been removed since.",
        ("remove", "approve"): "The comment was removed, but has been published again since.",
        ("remove", "remove"): "The comment has been removed.",
    }


def test_an_appeal_is_shown_with_the_decision_that_it_is_about(reader, article, mo):
    """K5b"""
    comment, receipt = in_state(article, "rejected", None, mo)
    seen = []
    steps = [
        lambda: Notice(comment=comment, kind="appeal", words="Why?").submit(),
        lambda: comment.remove(by=mo),
        lambda: comment.keep(by=mo),
        lambda: comment.approve(by=mo),
        lambda: comment.remove(by=mo),
        lambda: comment.delete_by_writer(),
    ]
    for step in steps:
        step()
        said = words_of(reader.get(receipt))
        appeal = re.search(r"Your appeal: (.*?\.)", said)
        seen.append((appeal and appeal[1], "Appeal this decision" in said))
    assert seen == [
        ("Waiting for a moderator.", False),
        ("Waiting for a moderator.", False),
        ("The decision stands.", False),
        (None, False),
        (None, True),
        (None, False),
    ]


def test_the_desk_says_which_article_is_not_public_and_nothing_that_did_not_happen(client, mo):
    """K5c, K5e"""
    client.login(username="mo", password=PASSWORD)
    Masthead.objects.update(moderation=Mode.LATER)
    article = an_article()
    links = " ".join(f"https://example.org/{number}" for number in range(9))
    held = a_comment(article, Status.PENDING, text=links)
    assert held.reasons[-1][0] == Reason.UNREAD
    assert Reason.READ_LATER in [code for code, _text, _weight in held.reasons]
    queue, one = (words_of(client.get(f"{QUEUE}{page}")) for page in ("", f"{held.pk}/change/"))
    for page in (queue, one):
        assert "too many links" in page
        assert "Published at once" not in page
        assert "article not public" not in page
    article.unpublish()
    for page in ("", f"{held.pk}/change/"):
        assert "article not public" in words_of(client.get(f"{QUEUE}{page}"))


def test_a_reason_is_told_by_its_words_whatever_they_are(article, mo, reader):
    """K5d"""
    words = ["removed", "withdrawn", "deleted", "name: write under your own.", "pending", "trap"]
    for text in words:
        comment, receipt = in_state(article, "pending", None, mo)
        comment.reject(by=mo, reason=Because(Reason.HOUSE_RULE, text))
        said = words_of(reader.get(receipt))
        assert f"Your comment was rejected. {text}" in said
        assert "Another reader uses this name" not in said
        assert not Comment.objects.get(pk=comment.pk).is_deleted
        assert comment.approve(by=mo)
    assert not Revision.objects.exists()
