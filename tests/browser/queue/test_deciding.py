"""What waits is decided by keyboard, page after page, without a reload, and taken back."""

import re
import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import Article
from comments.admin.queue import CommentAdmin
from comments.models import Comment, Decision, Note, Notice, Status
from tests.browser.queue.steps import QUEUE, on_desk, press, shown
from tests.cast import a_comment, an_article, session_of, staff

pytestmark = pytest.mark.browser

PATIENCE = 300_000  # milliseconds


@pytest.fixture
def many(request, monkeypatch):
    """How many wait, alone and as variants of one text: several pages of them."""
    if request.config.option.all:
        return 375, 25
    monkeypatch.setattr(CommentAdmin, "list_per_page", 20)
    return 45, 3


def test_all_are_decided_by_keyboard(mo_looks, many):
    alone, variants = many
    mo = mo_looks(alone, variants)
    page = mo.page
    asked, loaded = [], []
    page.on("request", lambda request: asked.append(request))
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    begun = time.monotonic()
    page.keyboard.press("j")
    for place in range(alone + 1):
        page.locator(".desk-row--current").wait_for()
        for key in ("a", "rr", "s")[place % 3] if place < alone else "s":
            page.keyboard.press(key)
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(0)
    expect(page.locator("#desk-number")).to_have_text("0")
    all_sent = expect(page.locator("#desk-said"))
    all_sent.to_have_attribute("data-on-their-way", "0", timeout=PATIENCE)
    seconds = time.monotonic() - begun
    # On a slow machine one stays at a card for so long that it is in hand as well: no decision.
    posts = sum(one.method == "POST" and one.url.endswith(QUEUE) for one in asked)
    print(f"{sum(many)} decided in {seconds:.0f} s, {posts} posts, {len(asked)} requests")
    assert loaded == []
    assert posts == alone + 1
    found = [Comment.objects.filter(status=state).count() for state in ("approved", "rejected")]
    assert not Comment.objects.waiting().exists()
    assert found == [alone // 3, alone // 3]
    assert Decision.objects.count() == sum(many)
    assert mo.noticed == []


def test_a_decision_is_taken_back_in_its_place(mo_looks):
    page = mo_looks(3).page
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("Approved")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    expect(page).to_have_title(re.compile(r"Waiting \(2\)"))
    expect(page.locator(".rail .desk-badge")).to_contain_text("2")
    page.keyboard.press("z")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(3)
    expect(page.locator(".desk-row--current")).to_contain_text("Number 1")
    expect(page.locator("#desk-number")).to_have_text("3")
    expect(page).to_have_title(re.compile(r"Waiting \(3\)"))
    on_desk(page, "Undone")
    assert Comment.objects.waiting().count() == 3


def test_each_tab_has_its_own_number_after_each_act(mo_looks):
    """K14a"""
    page = mo_looks(3).page
    Comment.objects.filter(text__startswith="Number 0").update(reason_code="filter")
    Notice(comment=a_comment(Article.objects.get()), kind="abuse").submit()
    page.reload()

    def numbers():
        tabs = page.locator(".desk-tabs [data-of]:visible").all()
        shown = {tab.get_attribute("data-of"): tab.inner_text() for tab in tabs}
        return {tab: number for tab, number in shown.items() if number != "0"}

    assert numbers() == {"pending": "3", "suspected": "1", "reported": "1"}
    press(page, "ja")
    on_desk(page, "Approved")
    assert numbers() == {"pending": "2", "reported": "1"}
    press(page, "z")
    on_desk(page, "Undone")
    assert numbers() == {"pending": "3", "suspected": "1", "reported": "1"}
    page.goto(f"{QUEUE}?state=reported")
    press(page, "jrr")
    on_desk(page, "Removed")
    assert numbers() == {"pending": "3", "suspected": "1"}
    expect(page.locator(".rail .desk-badge")).to_contain_text("3")


def test_marked_ones_are_decided_together_with_a_reason(mo_looks):
    page = mo_looks(4).page
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("x")
    page.keyboard.press("2")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    on_desk(page, "Rejected")
    refused = Comment.objects.filter(status=Status.REJECTED)
    assert set(refused.values_list("reason_code", flat=True)) == {"abuse"}
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(4)
    on_desk(page, "Undone")
    assert Comment.objects.waiting().count() == 4


def test_a_button_works_alike_on_a_phone_and_the_keys_are_explained(mo_looks):
    mo = mo_looks(2, width=390)
    page = mo.page
    page.get_by_role("button", name="Approve").first.click()
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(1)
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys").wait_for()
    page.get_by_role("button", name="Close").click()
    page.fill("#searchbar", "jar")  # letters that are typed are letters
    on_desk(page, "Approved")
    assert Comment.objects.waiting().count() == 1
    assert mo.noticed == []


def test_edits_are_decided_by_the_same_keys(mo_looks):
    mo = mo_looks(0)
    for name in ("Ines", "Tom"):
        a_comment(Article.objects.get(), name=name).edit("Other words, on second thoughts.")
    page = mo.page
    loaded = []
    page.goto(f"{QUEUE}?state=edited")
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    for key, left in (("a", 1), ("r", 0)):
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.locator("#desk-said")).to_contain_text("Decision on the edit")
        expect(page.locator("#result_list tbody tr:visible")).to_have_count(left)
        expect(page.locator("#desk-number")).to_have_text(str(left))
    on_desk(page, "Decision on the edit")
    assert loaded == []
    words = Comment.objects.order_by("pk").values_list("text", flat=True)
    assert [text.startswith("Other words") for text in words] == [True, False]


def test_what_stays_in_its_list_is_shown_anew_in_its_place(mo_looks):
    mo = mo_looks(0)
    a_comment(Article.objects.get(), Status.PENDING).approve(by=User.objects.get(username="mo"))
    page = mo.page
    loaded = []
    page.goto(f"{QUEUE}?state=decided")
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    page.get_by_role("button", name="Editors' pick", exact=True).click()
    expect(page.locator("#desk-said")).to_contain_text("Made an editors' pick")
    page.get_by_role("button", name="Remove from editors' picks").click()
    expect(page.get_by_role("button", name="Editors' pick", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    on_desk(page, "Undone")
    expect(page.get_by_role("button", name="Remove from editors' picks")).to_be_visible()
    assert loaded == []
    assert Comment.objects.get().featured_at
    assert mo.noticed == []


def test_an_answer_and_a_note_need_no_reload_on_a_phone(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    page.set_viewport_size({"width": 390, "height": 844})
    loaded = []
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    first = page.locator("#result_list tbody tr").first
    first.locator(".desk-further > summary").click()
    first.locator(".desk-words").fill("Seen it twice.")
    first.get_by_role("button", name="Save as note").click()
    expect(page.locator("#desk-said")).to_contain_text("Note saved")
    first.locator(".desk-further > summary").click()
    first.get_by_role("button", name="Reply as the newsroom").click()
    expect(page.locator("#desk-said")).to_contain_text("Please write your text first")
    first.locator(".desk-words").fill("We have asked the mayor.")
    first.get_by_role("button", name="Reply as the newsroom").click()
    on_desk(page, "Reply to Ravi")
    expect(page.locator("#desk-number")).to_have_text("1")
    assert loaded == []
    assert Comment.objects.get(text="We have asked the mayor.").status == Status.APPROVED
    assert Note.objects.get().text == "Seen it twice."


def test_eight_comments_of_two_lines_stand_on_a_screen(mo_looks):
    page = mo_looks(0).page
    article = an_article()
    for place in range(9):
        words = " ".join(f"number{place}of{each}" for each in range(12))  # none alike
        a_comment(article, Status.PENDING, text=words)
    page.reload()
    cards = page.locator("#result_list tbody tr")
    expect(cards).to_have_count(9)
    lines = cards.first.locator(".desk-comment__body").bounding_box()["height"] / 23
    assert round(lines) == 2
    eighth = cards.nth(7).bounding_box()
    assert eighth["y"] + eighth["height"] <= 900


def test_the_other_moderator_sees_who_has_a_card_in_hand(mo_looks, live_server, visit):
    mo = mo_looks(3)
    session = session_of(staff("Zoe", "Moderators"))
    with mo.page.expect_response("**/claim/"):
        mo.page.keyboard.press("j")
    zoe = visit(live_server.url)
    zoe.enter(session)
    zoe.page.goto(QUEUE)
    expect(zoe.page.locator(".desk-claim:visible")).to_have_text("Mo is looking at this.")
    with mo.page.expect_response("**/claim/"):
        mo.page.keyboard.press("j")
    zoe.page.keyboard.press("j")
    second = zoe.page.locator("#result_list tbody tr").nth(1).locator(".desk-claim")
    expect(second).to_have_text("Mo is looking at this.")


def test_the_reasons_follow_the_press_and_a_text_is_read_before_it_is_decided_about(mo_looks):
    mo = mo_looks(3)
    Comment.objects.filter(text__startswith="Number 1").update(body="<p>Well.</p>" * 9)
    page = mo.page
    page.reload()
    first, second = shown(page).nth(0), shown(page).nth(1)
    press(page, "jr")
    expect(first.get_by_role("group", name="Reason to reject")).to_be_visible()
    expect(second.get_by_role("group", name="Reason to reject")).to_be_hidden()
    press(page, "k")  # who looks elsewhere has refused nothing
    press(page, "j")
    expect(page.locator(".desk-refuse[open]")).to_have_count(0)
    press(page, "k")
    second.get_by_role("button", name="Approve").click()
    expect(page.locator("#desk-said")).to_contain_text("Press again")
    assert Comment.objects.waiting().count() == 3
    page.wait_for_timeout(500)  # long enough to be another gesture
    second.get_by_role("button", name="Approve").click()
    on_desk(page, "Approved")
    press(page, "kr")
    page.wait_for_timeout(500)
    first.get_by_role("button", name="Off topic").click()
    on_desk(page, "Rejected")
    page.reload()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("heading", name="Keys").wait_for()
    refused = Comment.objects.earliest("pk")
    assert (refused.status, refused.reason_code) == (Status.REJECTED, "offtopic")
    assert mo.noticed == []


def test_what_breaks_a_law_asks_which(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    first = page.locator("#result_list tbody tr").first
    first.locator(".desk-refuse > summary").click()
    first.locator("[data-reason=illegal]").click()
    expect(page.locator("#desk-said")).to_contain_text("which law")
    expect(first.locator(".desk-words")).to_be_focused()
    expect(page.locator("#desk-number")).to_have_text("2")
    first.locator(".desk-words").fill("§ 185 StGB")
    first.locator("[data-reason=illegal][aria-pressed=true]").click()
    expect(page.locator("#desk-number")).to_have_text("1")
    on_desk(page, "Rejected")
    rejected = Comment.objects.get(status=Status.REJECTED)
    assert rejected.reason == ("illegal", "§ 185 StGB")
