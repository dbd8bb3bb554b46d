"""A decision is taken back: at once or later, wholly, and by whoever may decide."""

import re
from datetime import timedelta

import pytest

from comments.models import Comment, Decision, Notice, Status
from comments.moderation import Reason, Submission
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, about, staff
from tests.order import on_both

QUEUE = "/admin/comments/comment/"
AS_DATA = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


@pytest.fixture
def waiting(article):
    return a_comment(article, Status.PENDING, text="Only the gulls know.")


def state_of(comment):
    """All that a decision may move, as it is stored."""
    comment = Comment.objects.select_related("article").get(pk=comment.pk)
    notices = comment.notices.values_list("closed_at", "by", "outcome")
    return (
        *(comment.status, comment.reason_code, comment.thread_size, comment.text),
        *(comment.article.comment_count, list(notices)),
    )


@pytest.mark.parametrize("name", ["approve", "reject", on_both("spam")])
@pytest.mark.parametrize("was", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_everything_is_as_it_was(desk, article, mo, work, was, name):
    comment = a_comment(article, was, by=mo, email="ravi@example.org")
    comment.confirm_email()
    Notice(comment=comment, kind="abuse").submit()
    work()
    before = state_of(comment)
    comment = Comment.objects.get(pk=comment.pk)
    answer = desk.post(QUEUE, about(name, comment), **AS_DATA).json()["outcomes"][0]
    if not answer["undo"]:
        is_possible = (name, was) != ("reject", Status.APPROVED)
        assert answer["result"] == ("already" if is_possible else "impossible")
        return
    assert state_of(comment) != before
    undone = desk.post(QUEUE, {"decide": answer["undo"]}, **AS_DATA).json()["outcomes"][0]
    assert undone["result"] == "done"
    assert state_of(comment) == before
    assert work() == []
    again = desk.post(QUEUE, {"decide": answer["undo"]}, **AS_DATA).json()["outcomes"][0]
    assert again["result"] == "changed"
    assert state_of(comment) == before


@pytest.mark.both_databases
def test_an_edit_that_went_with_its_comment_comes_back_with_it(article, mo):
    comment = a_comment(article, by=mo)
    comment.edit("Other words, on second thoughts.")
    decision = comment.remove(by=mo)
    assert comment.open_edit is None
    decision.undo(by=mo)
    assert Comment.objects.get(pk=comment.pk).open_edit.text == "Other words, on second thoughts."


def test_however_often_it_is_taken_back_the_reason_is_the_first(waiting, mo):
    Comment.objects.filter(pk=waiting.pk).update(reason_code=Reason.FILTER)
    for _ in range(3):
        Comment.objects.get(pk=waiting.pk).approve(by=mo).undo(by=mo)
        waiting.refresh_from_db()
        assert (waiting.status, waiting.reason_code) == (Status.PENDING, Reason.FILTER)


def test_taking_an_old_decision_back_leaves_what_was_settled_since(article, mo):
    comment = a_comment(article, Status.PENDING)
    approved = comment.approve(by=mo)
    notice = Notice(comment=comment, kind="abuse").submit()
    comment.keep(by=mo)
    approved.undo(by=mo)
    notice.refresh_from_db()
    assert notice.outcome == Notice.Outcome.STANDS


def test_who_was_appealed_against_does_not_take_the_answer_back(desk, waiting, mo):
    waiting.reject(by=mo)
    Notice(comment=waiting, kind=Notice.Kind.APPEAL).submit()
    answer = waiting.approve(by=staff("Kai", "Moderators"))
    undo = {"decide": f"undo:{answer.pk}"}
    assert desk.post(QUEUE, undo, **AS_DATA).json()["outcomes"][0]["result"] == "not_yours"
    assert Comment.objects.get(pk=waiting.pk).is_public


def test_it_is_in_the_log_who_took_it_back(desk, waiting, mo):
    waiting.approve(by=staff("Kai", "Moderators"))
    decision = Decision.objects.get()
    desk.post(QUEUE, {"decide": f"undo:{decision.pk}"})
    last = Decision.objects.latest("pk")
    assert (last.by, last.reason_code, last.to_status) == (mo, Reason.UNDONE, Status.PENDING)


@pytest.mark.both_databases
def test_what_was_decided_since_is_not_taken_back(desk, waiting, mo):
    first = waiting.approve(by=mo)
    waiting.reject(by=mo)
    answer = desk.post(QUEUE, {"decide": f"undo:{first.pk}"}, follow=True)
    assert "was edited or decided on in the meantime" in answer.content.decode()
    assert Comment.objects.get().status == Status.REJECTED


def test_what_a_house_rule_decided_is_decided_anew_and_not_taken_back(desk, article):
    Comment(article=article, name="Mallory", text="Watches").submit(Submission(took=timedelta(0)))
    desk.post(QUEUE, {"decide": f"undo:{Decision.objects.get().pk}"})
    assert Comment.objects.get().status == Status.REJECTED


@pytest.mark.parametrize("name", ["approve", "remove"])
def test_what_its_writer_took_back_stays_so(desk, waiting, mo, name):
    decision = getattr(waiting, name)(by=mo)
    waiting.delete_by_writer()
    desk.post(QUEUE, {"decide": f"undo:{decision.pk}"})
    comment = Comment.objects.get()
    assert (comment.status, comment.is_deleted) == (Status.REMOVED, True)


@pytest.mark.both_databases
def test_lately_decided_ones_have_a_tab_and_a_button(desk, article, waiting, mo):
    a_comment(article, text="By a rule or an import.")
    first = a_comment(article, Status.PENDING, text="Decided first.")
    first.reject(by=mo)
    decision = waiting.approve(by=mo)
    page = desk.get(f"{QUEUE}?state=decided").content.decode()
    assert page.index("Only the gulls know.") < page.index("Decided first.")
    assert f'value="undo:{decision.pk}"' in page
    desk.post(f"{QUEUE}?state=decided", {"decide": f"undo:{decision.pk}"})
    assert Comment.objects.waiting().get() == waiting
    assert f'value="undo:{decision.pk}"' not in desk.get(QUEUE).content.decode()


def test_who_may_not_decide_may_not_undo(client, ida, waiting, mo):
    decision = waiting.approve(by=mo)
    client.login(username="ida", password=PASSWORD)
    assert client.post(QUEUE, {"decide": f"undo:{decision.pk}"}).status_code == 403
    assert Comment.objects.get().is_public


def test_a_refusal_has_one_of_the_houses_reasons_or_ones_own(desk, waiting):
    masthead = Masthead.current()
    masthead.comment_rules = "Be kind.\nStay on the subject."
    masthead.save()
    page = desk.get(QUEUE).content.decode()
    for reason, label in (
        ("Stay on the subject.", "2. Stay on the subject."),
        ("illegal", "Illegal content."),
    ):
        pressed = f'value="reject:{waiting.pk}:{reason}"'
        assert label in page.partition(pressed)[2].partition("</button>")[0]
    desk.post(QUEUE, about("reject", waiting) | {f"reason-{waiting.pk}": "Be kind."})
    assert Comment.objects.get().reason_in_words == "Be kind."


def test_several_are_decided_in_one_request(desk, article):
    many = [a_comment(article, Status.PENDING) for _ in range(3)]
    buttons = [about("spam", comment)["decide"] for comment in many]
    outcomes = desk.post(QUEUE, {"decide": buttons}, **AS_DATA).json()["outcomes"]
    assert [outcome["result"] for outcome in outcomes] == ["done"] * 3
    assert Comment.objects.filter(status=Status.SPAM).count() == 3


def edited(article):
    """A public comment with an edit that waits."""
    comment = a_comment(article, text="The bell was new.")
    Masthead.objects.update(moderation="hold")
    comment.edit("The bell was old.")
    return Comment.objects.get(pk=comment.pk)


def buttons_of(page):
    """The values of the buttons in the messages of a page."""
    return re.findall(r'name="decide" value="(undo:[0-9,]+)" class="button desk-undo"', page)


@pytest.mark.parametrize("name", ["accept_edit", "reject_edit"])
def test_a_decision_about_an_edit_is_undone_like_any_other(desk, article, mo, work, name):
    """M36, K14k: script off, from the message on the next page."""
    comment = edited(article)
    before = state_of(comment)
    pressed = {"decide": f"{name}:{comment.open_edit.pk}"}
    page = desk.post(f"{QUEUE}?state=edited", pressed, follow=True).content.decode()
    assert (state_of(comment) == before) == (name == "reject_edit")
    assert Comment.objects.get(pk=comment.pk).open_edit is None
    [undo] = buttons_of(page)
    desk.post(QUEUE, {"decide": undo})
    again = Comment.objects.get(pk=comment.pk)
    assert state_of(comment) == before
    assert (again.edited_at, again.body) == (comment.edited_at, comment.body)
    assert again.open_edit.text == "The bell was old."
    assert not [email for email in work() if "edit" in email.subject]
    twice = desk.post(QUEUE, {"decide": undo}, **AS_DATA).json()["outcomes"][0]
    assert twice["result"] == "changed"
    assert again.revisions.get().accept(by=mo)
    assert Comment.objects.get(pk=comment.pk).text == "The bell was old."


def test_an_edit_is_not_undone_over_what_came_later(desk, article, mo):
    """M36: neither a later edit nor a later decision about it is lost."""
    comment = edited(article)
    decision = comment.open_edit.accept(by=mo)
    comment.refresh_from_db()
    comment.edit("The bell was mine.")
    assert decision.undo(by=mo) is None
    comment.open_edit.reject(by=mo)
    assert decision.undo(by=mo) is None
    assert Comment.objects.get(pk=comment.pk).text == "The bell was old."


def test_flags_are_undone(article, mo):
    """K14k"""
    comment = a_comment(article)
    notice = Notice(comment=comment, kind="abuse").submit()
    comment.keep(by=mo).undo(by=mo)
    assert list(Notice.objects.open()) == [notice]
    comment.feature(by=mo).undo(by=mo)
    comment.refresh_from_db()
    assert comment.featured_at is None
    comment.feature(by=mo)
    comment.unfeature(by=mo).undo(by=mo)
    comment.refresh_from_db()
    assert comment.featured_at
    Comment.objects.update(reason_code=Reason.READ_LATER)
    comment.refresh_from_db()
    comment.keep(by=mo).undo(by=mo)
    comment.refresh_from_db()
    assert comment.reason_code == Reason.READ_LATER
    kept = Decision.objects.by_people().not_taken_back()
    assert [each.reason_code for each in kept if not each.is_move] == [Reason.PICKED]


@pytest.mark.parametrize("many", [True, False])
def test_with_script_off_undo_is_offered_on_the_next_page(desk, article, waiting, many):
    """K14k: of one, and of all that were selected."""
    other = a_comment(article, Status.PENDING, text="And the seals, perhaps.")
    comments = [waiting, other] if many else [waiting]
    numbers = [each.pk for each in comments]
    sent = {"action": "reject", "_selected_action": numbers}
    sent["seen"] = [f"{each.pk}:{each.seen_token}" for each in comments]
    page = desk.post(QUEUE, sent if many else about("reject", waiting), follow=True)
    [undo] = buttons_of(page.content.decode())
    assert {each.status for each in Comment.objects.filter(pk__in=numbers)} == {Status.REJECTED}
    desk.post(QUEUE, {"decide": undo})
    assert {each.status for each in Comment.objects.filter(pk__in=numbers)} == {Status.PENDING}


def test_what_one_must_leave_to_another_is_not_offered(desk, article, mo, client):
    """K14d: an appeal against one's own decision, of one's own comment, and its answer."""
    tom = staff("Tom", "Moderators")
    for by, author in ((mo, None), (tom, mo)):
        comment = a_comment(article, Status.REMOVED, by=by, author=author)
        Notice(comment=comment, kind=Notice.Kind.APPEAL, words="But why?").submit()
        for address in (f"{QUEUE}?state=appealed", f"{QUEUE}{comment.pk}/change/"):
            page = desk.get(address).content.decode()
            assert "another moderator must decide" in page
            assert f"approve:{comment.pk}" not in page
            assert "undo:" not in page
        refused = desk.post(QUEUE, about("approve", comment), **AS_DATA).json()["outcomes"][0]
        assert refused["result"] == "not_yours"
        comment.decide(Status.APPROVED, tom)
        if author is None:
            assert "undo:" not in desk.get(f"{QUEUE}{comment.pk}/change/").content.decode()
        comment.delete()
