"""Beside the card in hand stands what is around it, and it never holds up a decision."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment
from tests.browser.queue.steps import on_desk, shown
from tests.cast import a_comment

pytestmark = pytest.mark.browser

WIDE, NARROW = 1280, 1200
LEAST = 600  # pixels of a card


def answered(text):
    first = Comment.objects.order_by("pk").first()
    a_comment(Article.objects.get(), parent=first, text=text)


def test_the_thread_of_the_card_in_hand_stands_beside_it(mo_looks):
    page = mo_looks(2, width=WIDE).page
    answered("Said in the thread.")
    page.reload()
    pane = page.locator("#desk-around")
    expect(pane).to_contain_text("Said in the thread.")  # of the first card, before any is in hand
    page.keyboard.press("j")
    expect(pane).to_contain_text("Said in the thread.")
    assert shown(page).first.bounding_box()["width"] >= LEAST
    page.keyboard.press("j")
    expect(pane).to_contain_text("this comment")
    expect(pane).not_to_contain_text("Said in the thread.")
    page.route("**/around/**", lambda route: route.abort())
    page.keyboard.press("k")  # known by now
    expect(pane).to_contain_text("Said in the thread.")


def test_a_pane_that_never_comes_holds_up_no_decision(mo_looks):
    page = mo_looks(2, width=WIDE).page
    held = []
    page.route("**/around/**", lambda route: held.append(route))
    with page.expect_request("**/around/**"):
        page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")
    on_desk(page, "Approved")
    expect(shown(page)).to_have_count(1)
    page.unroute("**/around/**")


def test_where_it_has_no_room_nothing_is_asked_for(mo_looks):
    page = mo_looks(1, width=NARROW).page
    page.on("request", lambda request: pytest.fail(request.url) if "/around/" in request.url else 0)
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")
    on_desk(page, "Approved")
    expect(page.locator("#desk-around")).to_be_hidden()
