"""The queue is what moderators see first, and where they decide."""

import pytest
from django.contrib.auth.models import User

from comments.models import Comment, Decision, Note, Notice, Status
from comments.moderation import Because
from newsroom import freshness
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, about, ago, an_article, staff
from tests.order import on_both

QUEUE = "/admin/comments/comment/"


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


@pytest.fixture
def waiting(article):
    return a_comment(
        article, status=Status.PENDING, text="Only the gulls know.", email="r@example.org"
    )


def marked(action, comments):
    """What the page sends when `comments`, as they are here, are marked and acted on."""
    return {
        "action": action,
        "_selected_action": [comment.pk for comment in comments],
        "seen": [about("", comment)["decide"][1:] for comment in comments],
    }


def shown(answer):
    return answer.content.decode()


@pytest.mark.both_databases
def test_it_shows_what_waits_the_oldest_first_and_nothing_else(desk, article):
    a_comment(article, text="Approved already.")
    older = a_comment(article, status=Status.PENDING, text="I was here first.")
    newer = a_comment(article, status=Status.PENDING, text="I came later.", parent=older)
    page = shown(desk.get(QUEUE))
    assert page.index(older.text) < page.rindex(newer.text)
    assert "Approved already." not in page
    assert "Waiting (2)" in page


def test_a_row_has_all_that_a_decision_needs(desk, article, waiting):
    page = shown(desk.get(QUEUE))
    for words in (
        waiting.text,
        article.headline,
        "Ravi",
        "r@example.org",
        "Not reviewed yet.",
    ):
        assert words in page
    for name in ("approve", "reject", "spam"):
        assert f'value="{about(name, waiting)["decide"]}"' in page


@pytest.mark.both_databases
def test_a_proved_writer_has_a_record_and_a_typed_address_has_none(desk, article, queries):
    """K5a"""
    first = a_comment(article, email="zoe@example.org", created_at=ago(days=400))
    zoe = first.confirm_email()
    for status in (Status.APPROVED, Status.REJECTED, Status.SPAM, Status.REMOVED):
        a_comment(article, status=status, commenter=zoe)
    deleted = a_comment(article, commenter=zoe)
    deleted.delete_by_writer()
    Comment.objects.filter(pk=deleted.pk).update(commenter=zoe)  # as an older program left it
    waits = a_comment(article, status=Status.PENDING, commenter=zoe)
    record = "E-mail confirmed · 2 approved, 3 rejected or removed since"
    assert record in shown(desk.get(QUEUE))
    assert record in shown(desk.get(f"{QUEUE}{waits.pk}/change/"))
    cost = queries(lambda: desk.get(QUEUE))
    Comment.objects.filter(pk=waits.pk).update(commenter=None, email="zoe@example.org")
    assert "E-mail confirmed" not in shown(desk.get(QUEUE))
    Comment.objects.filter(pk=waits.pk).update(commenter=zoe)
    for number in range(5):
        other = a_comment(article, status=Status.PENDING, email=f"{number}@example.org")
        other.confirm_email()
    assert queries(lambda: desk.get(QUEUE)) == cost


def test_an_act_answers_with_the_number_of_each_tab(desk, article):
    """K14a"""
    held, reported = a_comment(article, status=Status.PENDING), a_comment(article)
    Comment.objects.filter(pk=held.pk).update(reason_code="filter")
    Notice(comment=reported, kind="abuse").submit()
    pressed = {"decide": f"approve:{held.pk}:{held.seen_token}"}
    answer = desk.post(QUEUE, pressed, headers={"accept": "application/json"}).json()
    assert {tab: number for tab, number in answer["numbers"].items() if number} == {"reported": 1}


def test_without_a_script_a_reason_is_one_press_about_the_text_that_was_seen(desk, article):
    kind, rude, illegal = (a_comment(article, status=Status.PENDING, name=name) for name in "ABC")
    shown_then = {"seen": [f"{each.pk}:{each.seen_token}" for each in (kind, rude, illegal)]}
    kind.edit("I have thought better of it.")

    def press(comment, reason, where=QUEUE, **given):
        desk.post(where, {**shown_then, **given, "because": f"reject:{comment.pk}:{reason}"})
        comment.refresh_from_db()
        return comment.status, comment.reason_code

    assert press(kind, "abuse")[0] == Status.PENDING
    assert press(rude, "abuse", f"{QUEUE}{rude.pk}/decide/") == (Status.REJECTED, "abuse")
    assert press(illegal, "illegal")[0] == Status.PENDING
    law = {f"words-{illegal.pk}": "§ 185: StGB"}
    assert press(illegal, "illegal", **law) == (Status.REJECTED, "illegal")
    for forged in ("reject", "reject:x:abuse", f"ban:{kind.pk}", "::"):
        assert desk.post(QUEUE, {"because": forged}).status_code == 403


def test_a_card_counts_approved_rejected_and_reported_comments(desk, article, waiting, mo):
    waiting.confirm_email()
    for text in ("One", "Two"):
        other = a_comment(article, email="r@example.org", text=text)
        other.confirm_email()
    Notice(comment=other, kind="abuse").submit()
    assert "2 approved, 0 rejected or removed, 1 reported" in shown(desk.get(QUEUE))
    other.remove(by=mo)
    page = shown(desk.get(QUEUE))
    assert "1 approved, 1 rejected or removed, 1 reported" in page
    assert "desk-record__bad" in page


def test_a_decided_comment_says_who_decided_and_when_and_why(desk, article, mo):
    """K14d"""
    a_comment(article, status=Status.PENDING).reject(by=mo, reason=Because("abuse"))
    page = shown(desk.get(f"{QUEUE}?state=decided"))
    line = page.partition('class="desk-decided">')[2].partition("</p>")[0]
    assert "mo" in line
    assert "Insults or threatens somebody." in line
    assert "<time" in line


def test_a_note_is_about_the_person_and_stands_at_each_of_their_comments(desk, article, mo):
    """K14d"""
    first, second, strangers = (
        a_comment(article, status=Status.PENDING, text=text, email="r@example.org")
        for text in ("One", "Two", "Three")
    )
    for comment in (first, second):
        comment.confirm_email()
    Comment.objects.filter(pk=strangers.pk).update(commenter=None)
    Note.objects.create(comment=first, by=mo, text="Sharp, but fair.")

    def of_one(comment):
        return shown(desk.get(f"{QUEUE}{comment.pk}/change/"))

    assert "Sharp, but fair." in of_one(first)
    assert "at another comment" not in of_one(first)
    assert "Sharp, but fair." in of_one(second)
    assert "at another comment" in of_one(second)
    assert "Sharp, but fair." not in of_one(strangers)
    assert shown(desk.get(QUEUE)).count("Sharp, but fair.") == 2


def test_the_page_of_a_comment_shows_its_thread_and_the_last_comments_of_its_writer(desk, article):
    first = a_comment(article, name="Ines", text="The ward closed in May.")
    a_comment(article, name="Tom", parent=first, text="Which ward?")
    answer = a_comment(
        article, status=Status.PENDING, parent=first, text="Mine.", email="r@example.org"
    )
    for text in ("Earlier words.", "Mine."):
        a_comment(an_article(), text=text, email="r@example.org").confirm_email()
    answer.confirm_email()
    page = shown(desk.get(f"{QUEUE}{answer.pk}/change/"))
    thread, _h2, person = page.partition("Last comments of this person")
    for words in ("The ward closed in May.", "Which ward?", "this comment"):
        assert words in thread
    assert "Earlier words." in person
    assert "Which ward?" not in person


def test_the_pane_beside_the_queue_costs_the_same_with_few_and_with_many(desk, article, queries):
    answer = a_comment(article, status=Status.PENDING, email="r@example.org")
    answer.confirm_email()

    def ask():
        return desk.get(f"{QUEUE}around/?comment={answer.pk}")

    def write(text):
        a_comment(article, parent=answer, text=f"Under it {text}", name="Tom")
        a_comment(an_article(), text=f"Elsewhere {text}", email="r@example.org").confirm_email()

    write("one")
    cost = queries(ask)
    for text in ("two", "three", "four"):
        write(text)
    assert queries(ask) == cost
    piece = shown(ask())
    assert "Under it four" in piece
    assert "Elsewhere four" in piece
    assert "<html" not in piece
    for wrong in ("", "0", "x", "9" * 30):
        assert desk.get(f"{QUEUE}around/?comment={wrong}").status_code == 404


def test_a_list_without_comments_says_so(desk, waiting):
    assert 'id="desk-none" hidden' in shown(desk.get(QUEUE))
    assert 'id="desk-none">No comments here.' in shown(desk.get(f"{QUEUE}?state=reported"))
    assert 'id="desk-none">No results.' in shown(desk.get(f"{QUEUE}?q=albatross"))


def test_a_reply_shows_what_it_answers(desk, article):
    first = a_comment(article, name="Ines", text="The ward closed in May.")
    a_comment(article, status=Status.PENDING, parent=first)
    assert "To Ines: “The ward closed in May.”" in shown(desk.get(QUEUE))


def test_the_number_that_waits_is_in_the_menu(desk, waiting):
    assert 'class="desk-badge" data-of="pending">1<' in shown(desk.get("/admin/password_change/"))
    assert "1 comment waiting" in shown(desk.get("/admin/"))


@pytest.mark.parametrize(
    ("name", "status"),
    [("approve", Status.APPROVED), ("reject", Status.REJECTED), ("spam", Status.SPAM)],
)
def test_a_row_is_decided_by_its_button(desk, mo, waiting, name, status):
    answer = desk.post(f"{QUEUE}?q=gulls", about(name, waiting))
    assert answer.headers["Location"] == f"{QUEUE}?q=gulls"
    waiting.refresh_from_db()
    assert waiting.status == status
    decision = Decision.objects.get()
    assert (decision.by, decision.from_status, decision.to_status) == (mo, Status.PENDING, status)


@pytest.mark.parametrize(
    ("name", "was", "status", "public"),
    [
        on_both("approve", Status.PENDING, Status.APPROVED, 4),
        ("reject", Status.PENDING, Status.REJECTED, 0),
        ("spam", Status.APPROVED, Status.SPAM, 1),
        ("remove", Status.APPROVED, Status.REMOVED, 1),
    ],
)
def test_many_are_decided_at_once(desk, article, name, was, status, public):
    many = [a_comment(article, was) for _ in range(5)]
    before = Decision.objects.count()
    state = f"{QUEUE}?state={was}"
    desk.post(state, marked(name, many[:4]))
    assert Comment.objects.filter(status=status).count() == 4
    assert Decision.objects.count() == before + 4
    article.refresh_from_db()
    assert article.comment_count == public


def test_whoever_comes_second_is_told(desk, waiting):
    for _ in range(2):
        answer = desk.post(QUEUE, about("approve", waiting), follow=True)
    assert "Somebody else has already done this" in shown(answer)
    assert Decision.objects.count() == 1


@pytest.mark.both_databases
def test_nobody_decides_against_a_decision_that_they_do_not_know_of(desk, waiting):
    """Who refuses what waited does not mean to take down what somebody has published."""
    kai = staff("Kai", "Moderators")
    seen = about("reject", waiting)
    waiting.approve(by=kai)
    answer = desk.post(QUEUE, seen, follow=True)
    assert "The comment was edited or decided on in the meantime." in shown(answer)
    assert [decision.by for decision in Decision.objects.all()] == [kai]
    assert Comment.objects.get(pk=waiting.pk).is_public


@pytest.mark.both_databases
def test_words_that_nobody_saw_are_not_approved(desk, waiting, article):
    """A28: what was changed while a moderator looked at it stays where it was."""
    other = a_comment(article, status=Status.PENDING)
    Comment.objects.get(pk=waiting.pk).edit("Buy watches.")
    answer = desk.post(QUEUE, about("approve", waiting), follow=True)
    assert "The comment was edited or decided on in the meantime." in shown(answer)
    assert "Buy watches." in shown(answer)
    answer = desk.post(QUEUE, marked("approve", [waiting, other]), follow=True)
    assert "The comment was edited or decided on in the meantime." in shown(answer)
    assert "1 comment: Approve." in shown(answer)
    desk.post(QUEUE, {"decide": f"approve:{waiting.pk}"})
    across = marked("approve", [other]) | {"select_across": "1", "_selected_action": [waiting.pk]}
    desk.post(QUEUE, across)
    assert list(Comment.objects.waiting()) == [waiting]
    desk.post(QUEUE, about("approve", Comment.objects.get(pk=waiting.pk)))
    assert not Comment.objects.waiting().exists()


def test_a_house_rule_can_be_the_reason_and_nothing_that_is_none(desk, waiting):
    """K5d: a word of the state machine is no reason, and no reason makes a state."""
    Masthead.objects.update(comment_rules="Be kind.\nStay on the subject.")
    decide = f"{QUEUE}{waiting.pk}/decide/"
    for reason in ("deleted", "unread", "house_rule", "Off topic, sorry."):
        desk.post(decide, about("reject", waiting) | {"reason": reason})
        waiting.refresh_from_db()
        assert waiting.status == Status.PENDING
    desk.post(decide, about("reject", waiting) | {"reason": "Stay on the subject."})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason_code) == (Status.REJECTED, "house_rule")
    assert "Stay on the subject." in shown(desk.get(f"{QUEUE}{waiting.pk}/change/"))


def beside(comment, where):
    """What a browser without a script sends of the fields beside a button, whichever is pressed."""
    fields = {"reason": "abuse", "words": "Wrote from prison.", "days": "7"}
    return fields if where else {f"{name}-{comment.pk}": said for name, said in fields.items()}


@pytest.mark.parametrize("where", ["", "decide"])
@pytest.mark.parametrize(
    ("name", "reason"), [("approve", ""), ("spam", ""), ("reject", "abuse"), ("remove", "abuse")]
)
def test_a_reason_goes_with_a_refusal_and_a_note_with_no_decision(
    desk, waiting, where, name, reason
):
    if name == "remove":
        waiting.approve(by=None)
    before = waiting.status
    address = f"{QUEUE}{waiting.pk}/decide/" if where else QUEUE
    desk.post(address, about(name, waiting) | beside(waiting, where))
    waiting.refresh_from_db()
    assert waiting.status != before
    assert waiting.reason_code == reason
    assert not waiting.notes.exists()


def test_what_is_beside_a_button_of_a_note_or_a_law_counts_there(desk, waiting):
    desk.post(QUEUE, about("note", waiting) | beside(waiting, ""))
    assert waiting.notes.get().text == "Wrote from prison."
    law = beside(waiting, "") | {f"reason-{waiting.pk}": "illegal"}
    desk.post(QUEUE, about("reject", waiting) | law)
    waiting.refresh_from_db()
    assert waiting.reason == ("illegal", "Wrote from prison.")


@pytest.mark.parametrize("name", ["approve", "spam"])
def test_a_law_is_asked_for_by_a_refusal_only(desk, waiting, name):
    desk.post(QUEUE, about(name, waiting) | {f"reason-{waiting.pk}": "illegal"})
    waiting.refresh_from_db()
    assert waiting.status != Status.PENDING


def test_nothing_is_done_across_pages(desk, article, waiting):
    other = a_comment(article, status=Status.PENDING, text="The crane goes.")
    page = marked("approve", [waiting, other]) | {"select_across": "1", "index": "0"}
    desk.post(QUEUE, page | {"_selected_action": [other.pk]})
    assert list(Comment.objects.waiting()) == [waiting]
    told = shown(desk.post(QUEUE, page | {"_selected_action": []}, follow=True))
    assert "Items must be selected" in told
    assert list(Comment.objects.waiting()) == [waiting]


def test_looking_changes_nothing(desk, waiting):
    """A24"""
    before = freshness.read(), list(Comment.objects.values()), Decision.objects.count()
    for address in (
        QUEUE,
        f"{QUEUE}?decide=approve:{waiting.pk}",
        f"{QUEUE}?action=approve&_selected_action={waiting.pk}",
        f"{QUEUE}{waiting.pk}/change/",
        f"{QUEUE}{waiting.pk}/decide/",
    ):
        desk.get(address)
    assert (freshness.read(), list(Comment.objects.values()), Decision.objects.count()) == before


@pytest.mark.parametrize(
    "decide", ["approve:x", "approve:", "publish:1", "", "delete:1", "approve:99"]
)
def test_decisions_that_are_none_change_nothing(desk, waiting, decide):
    assert desk.post(QUEUE, {"decide": decide}).status_code in (302, 403, 404)
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def test_nobody_changes_another_persons_words(client, boss, waiting):
    client.login(username="boss", password=PASSWORD)
    forged = {"text": "Mallory was here", "body": "x", "name": "y", "status": "approved"}
    assert client.post(f"{QUEUE}{waiting.pk}/change/", forged).status_code == 403
    assert client.post(f"{QUEUE}add/", forged).status_code == 403
    assert client.post(f"{QUEUE}{waiting.pk}/delete/", {"post": "yes"}).status_code == 403
    waiting.refresh_from_db()
    assert waiting.text == "Only the gulls know."


def test_who_may_not_decide_cannot(client, ida, waiting):
    client.login(username="ida", password=PASSWORD)
    ida.user_permissions.add(*_permissions("comments.view_comment"))
    assert client.get(QUEUE).status_code == 200
    assert client.post(QUEUE, about("approve", waiting)).status_code == 403
    address = f"{QUEUE}{waiting.pk}/decide/"
    assert client.post(address, {"decide": "approve"}).status_code == 403
    client.post(QUEUE, {"action": "approve", "_selected_action": [waiting.pk]})
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def _permissions(*names):
    from django.contrib.auth.models import Permission

    return [
        Permission.objects.get(content_type__app_label=app, codename=codename)
        for app, codename in (name.split(".") for name in names)
    ]


def test_it_costs_the_same_with_few_and_with_many(desk, article, queries):
    for _ in range(3):
        a_comment(an_article(), status=Status.PENDING, parent=a_comment(article))
    few = queries(lambda: desk.get(QUEUE))
    for _ in range(20):
        a_comment(an_article(), status=Status.PENDING, parent=a_comment(article))
    assert queries(lambda: desk.get(QUEUE)) == few


@pytest.mark.parametrize("state", [*Status, "all"])
def test_every_state_has_its_tab(desk, article, state):
    for status in Status:
        a_comment(article, status=status, name=f"the {status} one")
    page = shown(desk.get(f"{QUEUE}?state={state}"))
    seen = {status for status in Status if f"the {status} one" in page}
    assert seen == (set(Status) if state == "all" else {state})


def test_what_filters_hold_has_a_tab_of_its_own_with_its_number(desk, article, mo):
    for name, reason in (("Mallory", "filter"), ("Tom", "akismet"), ("Ines", "unread")):
        comment = a_comment(article, status=Status.PENDING, name=name)
        Comment.objects.filter(pk=comment.pk).update(reason_code=reason)
    page = shown(desk.get(f"{QUEUE}?state=suspected"))
    assert [name for name in ("Mallory", "Tom", "Ines") if f">{name}<" in page] == [
        "Mallory",
        "Tom",
    ]
    assert 'id="desk-number" data-of="suspected">2<' in page
    assert "Waiting (3)" in shown(desk.get(QUEUE))
    Comment.objects.get(name="Tom").approve(by=mo)
    assert ">Tom<" not in shown(desk.get(f"{QUEUE}?state=suspected"))


@pytest.mark.both_databases
def test_the_search_finds_words_names_and_addresses(desk, article, waiting):
    a_comment(article, status=Status.PENDING, name="Tom", text="Fog.")
    for words in ("gulls", "r@example", "Ravi"):
        page = shown(desk.get(f"{QUEUE}?q={words}"))
        assert waiting.text in page
        assert "Fog." not in page


def test_a_moderator_has_a_real_account(mo):
    assert User.objects.get(username="mo").groups.get().name == "Moderators"


BAD = ["state", "topic", "language", "age", "reason", "article", "commenter"]


def test_a_filter_with_an_unknown_value_shows_nothing_and_says_so(client, boss, article):
    """K14j: in the queue, and in every list of the desk."""
    a_comment(article, Status.PENDING, text="Only the gulls know.")
    client.force_login(boss)
    for name in BAD:
        page = client.get(f"{QUEUE}?{name}=999999").content.decode()
        assert "Only the gulls" not in page, name
        assert "nothing that this filter could show" in page, name
    number = article.topics.create(name="Sea").pk
    for known in (f"topic={number}", f"article={article.pk}", "reason=unread", "state=all"):
        page = client.get(f"{QUEUE}?{known}").content.decode()
        assert "Only the gulls" in page, known
    listed = "/admin/articles/article/"
    for bad in (
        "state=x",
        "topic=x",
        "kind=x",
        "author=999",
        "month=2026-13",
        "topics__id__exact=1",
    ):
        page = client.get(f"{listed}?{bad}", follow=True).content.decode()
        assert article.headline not in page, bad
