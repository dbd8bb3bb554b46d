"""A link in a letter: one moderator, one decision, about the words that the letter has, once."""

import html
import re
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse

from comments.desk.acts import ACTS
from comments.models import Comment, Decision, Notice, Notification, Status, TrainingExample, Way
from comments.moderation import Because, Reason
from comments.tokens import action_links
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, about, from_now, staff

STATES = {"approve": Status.APPROVED, "reject": Status.REJECTED, "spam": Status.SPAM}
DEAD = "This link does not work, or no longer works."


@pytest.fixture
def kai(db):
    return staff("Kai", "Moderators")


@pytest.fixture
def waiting(article):
    return a_comment(article, Status.PENDING, text="Only the gulls know.", email="r@example.org")


@pytest.fixture
def links(waiting, mo):
    """The addresses of Mo's three links about the comment that waits."""
    made = {act: action_links.address(waiting, act, mo) for act in action_links.BY_LINK}
    return SimpleNamespace(**made)


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).status


def press(reader, link, origin=None, **fields):
    """Press the button, in a browser that says nothing of where it comes from."""
    return reader.post(link, fields, origin=origin)


# -- looking, and pressing the button


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing_however_often(reader, waiting, links, method):
    """A24"""
    for link in vars(links).values():
        for _ in range(5):
            answer = reader.get(link, method=method, Purpose="prefetch")
            assert answer.status == 200
            assert "Set-Cookie" not in answer.headers
    assert state_of(waiting) == Status.PENDING
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("act", "label"), [(act, str(ACTS[act].label)) for act in action_links.BY_LINK]
)
def test_each_page_has_the_comment_and_the_one_button_of_its_link(
    reader, article, waiting, links, act, label
):
    page = reader.get(getattr(links, act))
    for words in (waiting.text, "Ravi", article.headline, "Not reviewed yet."):
        assert words in page
    assert re.findall(r"<button[^>]*>([^<]*)", page.main) == [label]
    assert "r@example.org" not in page


@pytest.mark.parametrize("act", STATES)
def test_the_button_decides_without_login_cookie_or_page_of_ours(
    reader, article, waiting, links, mo, act
):
    link = getattr(links, act)
    answer = press(reader, link)
    assert (answer.status, answer.headers["Location"]) == (303, link)
    assert state_of(waiting) == STATES[act]
    decision = Decision.objects.get()
    assert (decision.by, decision.way, decision.from_status) == (mo, Way.MAIL, Status.PENDING)
    page = reader.get(link)
    assert page.status == 200
    assert "<button" not in page.main
    assert "You can undo decisions at the desk" in page
    assert (waiting.text in reader.get(article.get_absolute_url())) == (act == "approve")


def test_no_page_may_be_kept_found_or_named_to_others(reader, waiting, links, mo):
    pages = [reader.get(links.approve), press(reader, links.approve), reader.get(links.approve)]
    pages += [reader.get(f"{links.approve[:-2]}/"), reader.get("/moderate/approve/x/")]
    mo.groups.clear()
    pages.append(reader.get(links.reject))
    assert [page.status for page in pages] == [200, 303, 200, 404, 404, 403]
    for page in pages:
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_refusal_may_have_a_reason_of_the_house_and_no_other(reader, waiting, links):
    Masthead.objects.update(comment_rules="Leave the mayor's mother out of it.")
    assert "Leave the mayor" in html.unescape(reader.get(links.reject).text)
    assert "<select" not in reader.get(links.approve)
    assert press(reader, links.reject, reason="Buy watches.").status == 422
    assert state_of(waiting) == Status.PENDING
    assert press(reader, links.reject, reason=Reason.ABUSE.value).status == 303
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason_code) == (Status.REJECTED, Reason.ABUSE)


def test_whatever_is_against_the_law_needs_the_law_here_too(reader, waiting, links):
    assert 'name="words"' in reader.get(links.reject)
    assert 'name="words"' not in reader.get(links.approve)
    asked = press(reader, links.reject, reason="illegal", words="  ")
    assert asked.status == 422
    assert "Please write which law it breaks. The commenter must be told." in asked
    assert '<option value="illegal" selected>' in asked
    assert state_of(waiting) == Status.PENDING
    assert press(reader, links.reject, reason="illegal", words="§ 185 StGB").status == 303
    waiting.refresh_from_db()
    assert waiting.status == Status.REJECTED
    assert str(waiting.reason_in_words) == "Illegal content. § 185 StGB"


def test_words_that_are_too_many_are_kept_in_the_form(reader, waiting, links):
    words = "§ 185 StGB " * 30
    asked = press(reader, links.reject, reason="illegal", words=words)
    assert asked.status == 422
    assert words.strip() in asked
    assert state_of(waiting) == Status.PENDING


def test_words_may_stand_beside_any_reason_or_alone(reader, article, waiting, links, mo):
    press(reader, links.reject, reason=Reason.ABUSE.value, words="The mayor.")
    waiting.refresh_from_db()
    assert waiting.reason == ("abuse", "")
    other = a_comment(article, Status.PENDING)
    press(reader, action_links.address(other, "reject", mo), words="Not here.")
    other.refresh_from_db()
    assert other.reason == ("", "")


@pytest.mark.parametrize("reason", ["abuse", "illegal"])
def test_a_reason_beside_another_decision_has_no_effect(reader, waiting, links, reason):
    """A25"""
    press(reader, links.approve, reason=reason, words="Ha!", act="spam", moderator="1")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason_code) == (Status.APPROVED, "")


# -- what a link is bound to


def test_a_link_with_one_character_changed_is_none(reader, waiting, links):
    """A29"""
    token = links.approve.split("/")[3]
    said = reader.get("/moderate/approve/x/")
    assert said.status == 404
    assert DEAD in said
    changed = [
        f"{token[:place]}{other}{token[place + 1 :]}"
        for place in range(len(token))
        for other in "Ab0:"
        if token[place] != other
    ]
    assert [wrong for wrong in changed if action_links.read(wrong)] == []
    for wrong in changed[::25]:
        assert reader.get(f"/moderate/approve/{wrong}/").text == said.text, wrong
        assert press(reader, f"/moderate/approve/{wrong}/").status == 404
    for wrong in (token[:-1], token[1:], f"{token}=", token.replace(":", ""), token * 2):
        assert press(reader, f"/moderate/approve/{wrong}/").status == 404
    assert state_of(waiting) == Status.PENDING


def test_parts_of_one_link_are_no_part_of_another(reader, article, waiting, links, mo, kai):
    """A29"""
    others = a_comment(article, Status.PENDING)
    approve = links.approve.split("/")[3].split(":")
    for other in (
        links.reject,
        action_links.address(others, "approve", mo),
        action_links.address(waiting, "approve", kai),
    ):
        said = other.split("/")[3].split(":")
        for parts in (said[0], *approve[1:]), (approve[0], *said[1:]):
            assert press(reader, f"/moderate/approve/{':'.join(parts)}/").status == 404
    assert not Decision.objects.exists()


def test_a_signature_for_another_purpose_is_none(reader, waiting, mo):
    from comments import email_confirmation
    from comments.notifications import unsubscribe

    for token in (
        email_confirmation.token(Notification(pk=1)),
        unsubscribe.address_for(mo).split("/")[-2],
    ):
        assert press(reader, f"/moderate/approve/{token}/").status == 404


def test_a_link_at_the_address_of_another_decision_is_forbidden(reader, waiting, links):
    """A29"""
    wrong = links.approve.replace("/approve/", "/refuse/")
    for answer in (reader.get(wrong), press(reader, wrong)):
        assert answer.status == 403
        assert DEAD in answer
        assert waiting.text not in answer
    assert press(reader, links.approve.replace("/approve/", "/delete/")).status == 403
    assert state_of(waiting) == Status.PENDING


def test_a_link_is_good_for_a_week_and_says_nothing_else_afterwards(reader, waiting, links):
    with time_machine.travel(from_now(days=6, hours=23)):
        assert reader.get(links.approve).status == 200
    with time_machine.travel(from_now(days=7, minutes=1)):
        late = press(reader, links.approve)
        assert (late.status, state_of(waiting)) == (410, Status.PENDING)
        assert late.text == reader.get("/moderate/approve/x/").text
        assert "work for 7 days" in late


def test_words_that_nobody_saw_are_not_approved(reader, waiting, links):
    """A28"""
    waiting.edit("Buy my watches instead.")
    for answer in (reader.get(links.approve), press(reader, links.approve)):
        assert answer.status == 409
        assert "The comment has been edited since this e-mail was sent." in answer
        assert "Buy my watches instead." in answer
        assert "<button" not in answer.main
    assert state_of(waiting) == Status.PENDING


def test_a_link_for_earlier_words_leads_to_the_same_question_about_those_of_now(
    reader, waiting, links
):
    """K14e"""
    waiting.edit("The quay was dry on Sunday.")
    old = reader.get(links.reject)
    again = re.search(r'href="(/moderate/reject/[^"]+)"', str(old.main))[1]
    assert again != links.reject
    asks = reader.get(again)
    assert asks.status == 200
    assert "The quay was dry on Sunday." in asks
    assert state_of(waiting) == Status.PENDING
    press(reader, again)
    assert state_of(waiting) == Status.REJECTED
    for link in (links.reject, links.approve):
        assert "Decide on the current version" not in reader.get(link)


# -- once


def test_a_second_press_says_what_the_first_one_did(reader, waiting, links):
    """A69"""
    press(reader, links.approve)
    for link in vars(links).values():
        looked, pressed = reader.get(link), press(reader, link)
        assert (looked.status, pressed.status) == (200, 409)
        for answer in (looked, pressed):
            assert "You approved this comment." in answer
            assert "<button" not in answer.main
    assert Decision.objects.count() == 1
    assert state_of(waiting) == Status.APPROVED


def test_after_its_decision_was_taken_back_no_link_of_the_letter_decides_again(
    reader, waiting, links, mo
):
    press(reader, links.approve)
    with time_machine.travel(from_now(minutes=5)):
        Decision.objects.get().undo(by=mo)
        assert state_of(waiting) == Status.PENDING
        for link in vars(links).values():
            answer = press(reader, link)
            assert "You approved this comment." in answer
            assert "is now “waiting”" in answer
        assert state_of(waiting) == Status.PENDING
        again = action_links.address(waiting, "reject", mo)
        assert press(reader, again).status == 303
    assert state_of(waiting) == Status.REJECTED


def test_who_comes_second_is_told_who_decided_and_what(reader, waiting, mo, kai, links):
    waiting.reject(by=kai, reason=Because(Reason.ABUSE))
    looked, pressed = reader.get(links.approve), press(reader, links.approve)
    assert (looked.status, pressed.status) == (200, 409)
    for answer in (looked, pressed):
        assert "This comment has already been decided on." in answer
        assert "Kai decided on it." in answer
        assert "Status: rejected." in answer
        assert "Insults or threatens somebody." in answer
        assert "<button" not in answer.main
    assert state_of(waiting) == Status.REJECTED
    User.objects.filter(pk=kai.pk).update(first_name="")
    page = reader.get(links.approve)
    assert "Another moderator decided on it." in page
    assert "kai" not in page  # a login is told to nobody without one


def test_of_two_moderators_letters_the_first_button_counts(reader, waiting, links, kai):
    assert press(reader, action_links.address(waiting, "spam", kai)).status == 303
    assert "Kai decided on it." in press(reader, links.approve)
    assert list(Decision.objects.values_list("by__username", "way")) == [("kai", "mail")]


def test_ones_own_decision_at_the_desk_is_known_too(reader, waiting, links, mo):
    waiting.approve(by=mo)
    assert "You have already decided on it." in press(reader, links.reject)
    assert state_of(waiting) == Status.APPROVED


# -- rights, and what is not there any more


@pytest.mark.parametrize(
    "withdrawn",
    [
        lambda mo: mo.groups.clear(),
        lambda mo: User.objects.filter(pk=mo.pk).update(is_active=False),
        lambda mo: User.objects.filter(pk=mo.pk).update(is_staff=False),
        lambda mo: mo.delete(),
    ],
    ids=["rights", "active", "staff", "account"],
)
def test_rights_are_asked_for_when_the_link_is_used(reader, waiting, links, mo, withdrawn):
    withdrawn(mo)
    for answer in (reader.get(links.approve), press(reader, links.approve)):
        assert answer.status == 403
        assert "You can't decide on this comment." in answer
        assert waiting.text not in answer
        assert "<button" not in answer.main
    assert state_of(waiting) == Status.PENDING


def test_what_its_writer_took_back_is_not_decided_about(reader, waiting, links):
    waiting.delete_by_writer()
    for answer in (reader.get(links.approve), press(reader, links.approve)):
        assert answer.status == 410
        assert "Deleted by its writer." in answer
    assert state_of(waiting) == Status.REMOVED
    Comment.objects.filter(pk=waiting.pk).delete()
    assert press(reader, links.approve).status == 410


def test_an_appeal_is_for_another_moderator(reader, waiting, mo, kai):
    waiting.reject(by=mo)
    Notice(comment=waiting, kind=Notice.Kind.APPEAL).submit()
    Comment.objects.filter(pk=waiting.pk).update(status=Status.PENDING)
    with time_machine.travel(from_now(minutes=1)):
        own = press(reader, action_links.address(waiting, "approve", mo))
        assert "Another moderator must decide." in own
        assert state_of(waiting) == Status.PENDING
        assert press(reader, action_links.address(waiting, "approve", kai)).status == 303
    assert state_of(waiting) == Status.APPROVED


# -- it is a decision of a person, like one at the desk


def test_it_counts_as_a_persons_decision_everywhere(reader, client, article, waiting, links, mo):
    from comments import statistics, transparency

    press(reader, links.approve)
    decision = Decision.objects.get()
    assert decision.may_be_undone
    for number in range(statistics.ENOUGH):
        other = a_comment(article, Status.PENDING, text=f"Boat {number}.")
        press(reader, action_links.address(other, "approve", mo))
    assert statistics.usual_wait() is not None
    by_people = dict(transparency.yearly_report(decision.at.year))["Decisions by moderators"]
    assert by_people[0] == ("published", statistics.ENOUGH + 1)
    client.login(username="mo", password=PASSWORD)
    page = client.get("/admin/comments/comment/?state=decided").content.decode()
    assert waiting.text in page
    assert f'value="undo:{decision.pk}"' in page
    client.post("/admin/comments/comment/", {"decide": f"undo:{decision.pk}"})
    assert state_of(waiting) == Status.PENDING


def test_the_log_at_the_desk_says_by_which_way_and_who(reader, client, waiting, links, kai):
    press(reader, links.approve)
    client.force_login(kai)
    page = client.get(f"/admin/comments/comment/{waiting.pk}/change/").content.decode()
    assert "<td>mo</td>" in page
    assert "<td>e-mail</td>" in page


def test_the_filter_learns_from_it_and_its_writer_is_told(reader, article, mo, work):
    comment = a_comment(article, Status.PENDING, email="ravi@example.org")
    comment.confirm_email()
    work(0)
    press(reader, action_links.address(comment, "spam", mo))
    work(1)
    assert TrainingExample.objects.get().is_spam
    other = a_comment(
        article, Status.PENDING, email="ravi@example.org", commenter=comment.commenter
    )
    work(0)
    press(reader, action_links.address(other, "reject", mo))
    headline = other.article.headline
    assert [message.subject for message in work(1)] == [f"Your comment was rejected: {headline}"]


def test_a_login_makes_no_difference(client, waiting, links, kai):
    """The log names whose link it was, whoever is signed in where it is used."""
    client.force_login(kai)
    assert client.post(links.approve).status_code == 303
    assert Decision.objects.get().by.username == "mo"


def test_the_buttons_of_the_desk_know_what_the_letter_decided(client, reader, waiting, links, mo):
    press(reader, links.approve)
    client.force_login(mo)
    answer = client.post(
        reverse("admin:comments_comment_changelist"), about("approve", waiting), follow=True
    )
    assert "Somebody else has already done this" in answer.content.decode()
