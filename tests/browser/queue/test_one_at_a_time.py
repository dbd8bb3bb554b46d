"""On a phone the queue is worked off one card at a time, with a thumb.

Only a browser tells a swipe from scrolling, follows a finger with a card and moves the focus, so
all of it goes through one with a touch screen.
"""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Status
from newsroom.models import Masthead
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.queue.steps import on_desk, shown, states

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True}
FAR, NEAR = 160, 60  # pixels; a swipe, and not yet one


class Finger:
    """A finger on the screen of `page`, which moves as a finger does, by and by."""

    def __init__(self, page):
        self.screen = page.context.new_cdp_session(page)

    def touch(self, kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        self.screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    def draw(self, *places):
        """Put it down at the first of `places`, draw it to the others and leave it there."""
        (x, y), *others = places
        self.touch("touchStart", (x, y))
        for there in others:
            for step in range(1, 11):
                self.touch(
                    "touchMove",
                    (x + (there[0] - x) * step / 10, y + (there[1] - y) * step / 10),
                )
            x, y = there

    def lift(self):
        self.touch("touchEnd")

    def swipe(self, across, down=0):
        self.draw((195, 300), (195 + across, 300 + down))
        self.lift()


@pytest.fixture
def mo_thumbs(mo_looks):
    """Mo with a phone, before one of so many comments."""

    def look(number):
        mo = mo_looks(number, **PHONE)
        mo.page.get_by_role("button", name="One at a time").tap()
        return mo

    return look


def current(page):
    return page.locator(".desk-row--current:visible")


def test_one_card_is_shown_with_its_acts_at_the_foot_and_the_tab_remembers_that(mo_thumbs):
    mo = mo_thumbs(3)
    page = mo.page
    expect(shown(page)).to_have_count(1)
    expect(page.locator("#desk-left")).to_have_text("3")
    for name in ("approve", "reject", "spam"):
        box = current(page).locator(f".desk-press--{name}").bounding_box()
        assert box["y"] > 844 * 0.75
        assert box["height"] >= 44
    assert barriers(page) == ""
    assert barriers_in_the_dark(page) == ""
    page.reload()
    expect(shown(page)).to_have_count(1)
    page.get_by_role("button", name="Next comment").tap()
    expect(current(page)).to_contain_text("Number 1")
    page.get_by_role("button", name="List").tap()
    expect(shown(page)).to_have_count(3)
    page.reload()
    expect(shown(page)).to_have_count(3)
    assert mo.noticed == []


def test_a_swipe_to_the_right_approves_and_one_to_the_left_asks_for_the_reason(mo_thumbs):
    mo = mo_thumbs(3)
    page, finger = mo.page, Finger(mo.page)
    finger.swipe(FAR)
    on_desk(page, "Approved")
    expect(current(page)).to_contain_text("Number 1")
    expect(current(page).locator(".desk-card__heading")).to_be_focused()
    expect(page.locator("#desk-left")).to_have_text("2")
    finger.swipe(-FAR)
    reasons = current(page).get_by_role("group", name="Reason to reject")
    expect(reasons).to_be_visible()
    assert states() == [Status.APPROVED, Status.PENDING, Status.PENDING]
    reasons.get_by_role("button", name="Insults").tap()
    on_desk(page, "Rejected")
    assert Comment.objects.get(status=Status.REJECTED).reason_code == "abuse"
    page.get_by_role("button", name="Undo").tap()
    on_desk(page, "Undone")
    expect(current(page)).to_contain_text("Number 1")
    page.wait_for_timeout(500)  # long enough to be another gesture
    page.get_by_role("button", name="Undo").tap()
    expect(current(page)).to_contain_text("Number 0")
    on_desk(page, "Undone: Ravi, “Number 0")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert set(states()) == {Status.PENDING}
    assert mo.noticed == []


def test_a_swipe_that_is_short_or_returns_and_a_long_text_that_is_scrolled_decide_nothing(
    mo_thumbs,
):
    page = mo_thumbs(2).page
    Comment.objects.filter(text__startswith="Number 0").update(body="<p>Well.</p>" * 60)
    page.reload()
    finger = Finger(page)
    finger.swipe(NEAR)
    finger.draw((195, 300), (195 + FAR, 300))
    expect(page.locator(".is-meant")).to_contain_text("Approve")
    for place in range(FAR, 0, -20):
        finger.touch("touchMove", (195 + place, 300))
    expect(page.locator(".is-meant")).to_have_count(0)
    finger.lift()
    finger.draw((195, 600), (190, 200), (195 + FAR, 200))  # scrolls, then strays
    finger.lift()
    page.wait_for_function("scrollY > 100")
    finger.draw((100, 300), (100 + FAR, 300))
    finger.touch("touchStart", (100 + FAR, 300), (300, 600))  # a second finger: one enlarges
    finger.lift()
    expect(current(page)).to_contain_text("Well.")
    expect(page.locator("#desk-said")).to_be_empty()
    expect(page.locator("#desk-left")).to_have_text("2")
    assert set(states()) == {Status.PENDING}


def test_two_taps_of_one_gesture_decide_and_take_back_once(mo_thumbs):
    page = mo_thumbs(4).page
    box = current(page).get_by_role("button", name="Approve").bounding_box()
    finger = Finger(page)

    def tap_twice(x, y):
        for _ in range(2):
            finger.draw((x, y))
            finger.lift()

    tap_twice(box["x"] + 20, box["y"] + 20)
    on_desk(page, "Approved")
    expect(page.locator("#desk-left")).to_have_text("3")
    finger.swipe(FAR)
    on_desk(page, "Number 1")
    box = page.get_by_role("button", name="Undo").bounding_box()
    tap_twice(box["x"] + 20, box["y"] + 20)
    on_desk(page, "Undone")
    assert states() == [Status.APPROVED, *[Status.PENDING] * 3]


def test_a_line_that_is_down_brings_the_card_back_with_a_sentence(mo_thumbs):
    page = mo_thumbs(2).page
    page.context.set_offline(True)
    Finger(page).swipe(FAR)
    expect(page.locator("#desk-said")).to_contain_text("couldn't connect")
    expect(current(page)).to_contain_text("Number 0")
    expect(page.locator("#desk-left")).to_have_text("2")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_the_last_card_leaves_the_way_to_the_other_tabs(mo_thumbs):
    page = mo_thumbs(1).page
    Finger(page).swipe(FAR)
    on_desk(page, "Approved")
    expect(page.locator("#desk-none")).to_be_visible()
    expect(page.get_by_role("link", name="Reported")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(current(page)).to_contain_text("Number 0")
    on_desk(page, "Undone")


def test_from_right_to_left_one_swipes_towards_the_buttons_too(mo_looks):
    Masthead.objects.update(language="ar")
    page = mo_looks(2, **PHONE).page
    page.locator("#desk-one-at-a-time").tap()
    finger = Finger(page)
    finger.swipe(FAR)
    expect(current(page).locator(".desk-chips")).to_be_visible()
    finger.swipe(-FAR)
    expect(page.locator("#desk-left")).to_have_text("1")
    on_desk(page, "Number 0")
    assert states() == [Status.APPROVED, Status.PENDING]


def test_keys_decide_what_is_shown_and_nothing_that_was_marked_before(mo_looks):
    page = mo_looks(3, **PHONE).page
    shown(page).nth(2).locator(".action-select").check()
    page.get_by_role("button", name="One at a time").press("Enter")
    expect(current(page).get_by_role("heading", name="Ravi")).to_be_focused()
    page.keyboard.press("a")
    on_desk(page, "Approved")
    expect(current(page).locator(".desk-card__heading")).to_be_focused()
    assert states() == [Status.APPROVED, Status.PENDING, Status.PENDING]
