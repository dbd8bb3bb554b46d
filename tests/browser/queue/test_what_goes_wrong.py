"""Lines that are down, words that changed, what is another's: nothing is lost or miscounted."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, Notice, Status
from tests.browser.queue.steps import QUEUE, on_desk, press, shown, states
from tests.cast import a_comment, staff

pytestmark = pytest.mark.browser


def test_words_that_changed_meanwhile_are_shown_not_decided(mo_looks):
    page = mo_looks(1).page
    comment = Comment.objects.get()
    comment.edit("Buy watches.")
    page.keyboard.press("j")
    page.keyboard.press("a")
    on_desk(page, "edited or decided on")
    expect(page.locator("#result_list tbody tr:visible")).to_contain_text("Buy watches.")
    assert Comment.objects.waiting().count() == 1


def test_who_leaves_while_a_decision_is_on_its_way_is_asked_first(mo_looks):
    page = mo_looks(2).page
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    held = []
    page.route(
        "**/*",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-number")).to_have_text("1")
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(500)
    assert (asked, page.url.endswith(QUEUE)) == (["beforeunload"], True)
    for route in held:
        route.continue_()
    on_desk(page, "Approved")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    assert Comment.objects.waiting().count() == 1


def test_a_line_that_is_down_loses_nothing(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    page.context.set_offline(True)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("couldn't connect")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    expect(page.locator("#desk-number")).to_have_text("2")


def test_taking_back_can_be_tried_again_when_the_line_was_down(mo_looks):
    page = mo_looks(2).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("Approved")
    page.context.set_offline(True)
    page.keyboard.press("z")
    expect(page.locator("#desk-said")).to_contain_text("couldn't connect")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(1)
    page.context.set_offline(False)
    page.keyboard.press("z")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    on_desk(page, "Undone")
    assert Comment.objects.waiting().count() == 2


def test_of_four_alike_the_one_that_changed_is_shown_and_the_others_come_back(mo_sees_four_alike):
    page = mo_sees_four_alike.page
    Comment.objects.get(name="Seller 2").edit("Quite harmless https://boats.example/ words.")
    press(page, "jjs")
    on_desk(page, "edited or decided on")
    expect(shown(page)).to_have_count(3)
    expect(shown(page).nth(1)).to_contain_text("Quite harmless")
    expect(page.locator("#desk-number")).to_have_text("3")
    assert Comment.objects.filter(status=Status.SPAM).count() == 3
    press(page, "z")
    on_desk(page, "Undone")
    expect(shown(page)).to_have_count(4)
    expect(shown(page).nth(1)).to_contain_text("and 2 identical ones")
    expect(shown(page).nth(2)).to_contain_text("Quite harmless")
    expect(page.locator("#desk-number")).to_have_text("6")
    assert set(states()) == {Status.PENDING}


def test_what_another_has_to_decide_stays(mo_looks):
    page = mo_looks(0).page
    mo = User.objects.get(username="mo")
    staff("Zoe", "Moderators")
    refused = a_comment(Article.objects.get(), Status.REJECTED, by=mo)
    Notice(comment=refused, kind="appeal", words="Why?").submit()
    page.goto(f"{QUEUE}?state=appealed")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    press(page, "ja")
    expect(shown(page)).to_have_count(1)
    expect(page.locator("#desk-number")).to_have_text("1")
    assert Comment.objects.get().status == Status.REJECTED


def test_what_changed_is_shown_anew_in_its_place(mo_looks):
    page = mo_looks(3).page
    Comment.objects.earliest("pk").edit("Other words by now.")
    press(page, "ja")
    on_desk(page, "edited or decided on")
    expect(shown(page).first).to_contain_text("Other words by now.")
    expect(page.locator(".desk-row--current")).to_contain_text("Other words by now.")
    expect(shown(page)).to_have_count(3)
    expect(page.locator("#desk-number")).to_have_text("3")
    Comment.objects.earliest("pk").reject(by=None)
    press(page, "a")
    on_desk(page, "edited or decided on")
    expect(shown(page)).to_have_count(2)  # it does not wait any more
    expect(page.locator("#desk-number")).to_have_text("2")


def test_of_several_that_are_marked_the_worst_is_told(mo_looks):
    page = mo_looks(3).page
    Comment.objects.earliest("pk").edit("Other words by now.")
    press(page, "jxxa")
    on_desk(page, "edited or decided on")
    expect(shown(page)).to_have_count(2)
    press(page, "z")
    on_desk(page, "Undone")
    expect(shown(page)).to_have_count(3)
    assert set(states()) == {Status.PENDING}


def test_a_late_failure_calls_nobody_back(mo_looks):
    page = mo_looks(4).page
    held = []
    page.route(
        "**/*",
        lambda route: (
            held.append(route)
            if route.request.method == "POST" and "claim" not in route.request.url
            else route.continue_()
        ),
    )
    with page.expect_request(lambda asked: asked.method == "POST" and "claim" not in asked.url):
        press(page, "jaj")
    expect(page.locator(".desk-row--current")).to_contain_text("Number 2")
    held.pop().abort()
    on_desk(page, "couldn't connect")
    expect(shown(page)).to_have_count(4)
    expect(page.locator("#desk-number")).to_have_text("4")
    expect(page.locator(".desk-row--current")).to_contain_text("Number 2")
