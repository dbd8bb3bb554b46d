"""One keypress or click decides about one card, and undo takes back that one."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, Notice, Status
from tests.browser.queue.steps import QUEUE, on_desk, press, shown, slowly, states
from tests.cast import a_comment

pytestmark = pytest.mark.browser


def test_a_report_that_changed_nothing_is_taken_back_too(mo_looks):
    """M36"""
    page = mo_looks(0).page
    for _ in range(2):
        Notice(comment=a_comment(Article.objects.get()), kind="abuse").submit()
    page.goto(f"{QUEUE}?state=reported")
    press(page, "ja")
    expect(shown(page)).to_have_count(1)
    on_desk(page, "stays as it is")
    press(page, "z")
    on_desk(page, "Undone")
    expect(page.locator("#desk-number")).to_have_text("2")
    press(page, "rr")
    expect(shown(page)).to_have_count(1)
    on_desk(page, "Removed")
    assert states() == [Status.REMOVED, Status.APPROVED]


def test_who_takes_back_at_once_takes_back_the_last_decision(mo_looks):
    page = mo_looks(3).page
    press(page, "ja")
    on_desk(page, "Approved")
    slowly(page, 500)
    press(page, "sz")
    on_desk(page, "Undone")
    expect(page.locator("#desk-number")).to_have_text("2")
    expect(shown(page)).to_have_count(2)
    assert states() == [Status.APPROVED, Status.PENDING, Status.PENDING]


def test_a_key_that_is_held_decides_once(mo_looks):
    page = mo_looks(4).page
    press(page, "j")
    for _ in range(4):
        page.keyboard.down("a")
    page.keyboard.up("a")
    on_desk(page, "Approved")
    expect(shown(page)).to_have_count(3)
    for _ in range(3):
        page.keyboard.down("j")
    page.keyboard.up("j")
    expect(page.locator(".desk-row--current")).to_contain_text("Number 3")
    assert states().count(Status.APPROVED) == 1


def test_two_clicks_of_one_gesture_decide_once(mo_looks):
    page = mo_looks(4).page
    page.get_by_role("button", name="Approve").first.dblclick()
    on_desk(page, "Approved")
    expect(shown(page)).to_have_count(3)
    page.wait_for_timeout(600)  # long enough to be another gesture
    spam = shown(page).first.get_by_role("button", name="Spam").bounding_box()
    x, y = spam["x"] + spam["width"] / 2, spam["y"] + spam["height"] / 2
    page.mouse.click(x, y)
    page.mouse.click(x, y)  # a second finger: no double-click to the browser
    on_desk(page, "Spam")
    expect(shown(page)).to_have_count(2)
    assert sorted(states()) == sorted([Status.APPROVED, Status.SPAM, *[Status.PENDING] * 2])


def test_who_answers_one_of_four_alike_keeps_the_three_and_the_place(mo_sees_four_alike):
    page = mo_sees_four_alike.page
    card = shown(page).nth(1)
    card.locator(".desk-further > summary").click()
    card.locator(".desk-words").fill("We do not need any.")
    card.get_by_role("button", name="Reply as the newsroom").click()
    on_desk(page, "Reply to Seller 0")
    expect(page.locator("#desk-number")).to_have_text("5")
    expect(shown(page)).to_have_count(3)
    expect(shown(page).nth(1)).to_contain_text("and 2 identical ones")
    expect(page.locator(".desk-row--current")).to_contain_text("Seller 1")
    assert Comment.objects.waiting().count() == 5


def test_a_reason_that_is_pressed_is_of_that_card_and_a_key_is_about_all_that_are_marked(mo_looks):
    page = mo_looks(4).page
    press(page, "jxx")
    card = shown(page).nth(2)
    card.locator(".desk-refuse > summary").click()
    card.locator("[data-reason=private]").click()
    on_desk(page, "Rejected")
    press(page, "r2")
    expect(shown(page)).to_have_count(1)
    on_desk(page, "Rejected")
    reasons = Comment.objects.order_by("pk").values_list("reason_code", flat=True)
    assert list(reasons) == ["abuse", "abuse", "private", "unread"]
    press(page, "z")
    on_desk(page, "Undone")
    expect(shown(page)).to_have_count(3)


def test_a_note_is_no_ground_of_a_refusal(mo_looks):
    page = mo_looks(2).page
    card = shown(page).first
    card.locator(".desk-further > summary").click()
    card.locator(".desk-words").fill("Only for us: I know him.")
    card.locator(".desk-refuse > summary").click()
    card.locator("[data-reason=abuse]").click()
    on_desk(page, "Rejected")
    assert Comment.objects.get(status=Status.REJECTED).reason_code == "abuse"


def test_letters_are_known_by_their_place_where_they_are_not_latin(mo_looks):
    page = mo_looks(2).page
    for key, code in (("о", "KeyJ"), ("ش", "KeyA")):
        page.evaluate(
            "([key, code]) => document.body.dispatchEvent("
            "new KeyboardEvent('keydown', { key, code, bubbles: true }))",
            [key, code],
        )
    on_desk(page, "Approved")
    assert states() == [Status.APPROVED, Status.PENDING]
