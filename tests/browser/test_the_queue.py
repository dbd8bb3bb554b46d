"""Four hundred comments wait: decided by keyboard, without a reload, and taken back."""

import re
import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, Decision, Note, Notice, Status
from tests.cast import PASSWORD, a_comment, an_article, staff

pytestmark = pytest.mark.browser

PATIENCE = 300_000  # milliseconds
QUEUE = "/admin/comments/comment/"
SOLD = "Buy at https://watches.example/ now please, it is good."
A_GLANCE = 300  # milliseconds; more than a wrong step would need


@pytest.fixture
def mo_looks(live_server, visit):
    """Mo before the queue, in which so many comments wait."""
    staff("Mo", "Moderators")
    pages, asked = [], set()

    def look(number, variants=0, **options):
        article = an_article()
        for place in range(number):
            a_comment(article, Status.PENDING, text=f"Number {place} has something to say.")
        for place in range(variants):
            text = f"I earn {place} a week from home with a simple trick that you should try today"
            a_comment(article, Status.PENDING, text=text)
        mo = visit(live_server.url, **options)
        pages.append(mo.page)
        mo.page.on("request", lambda request: asked.add(request))
        mo.page.on("requestfinished", lambda request: asked.discard(request))
        mo.page.on("requestfailed", lambda request: asked.discard(request))
        mo.sign_in("mo", PASSWORD)
        mo.page.goto(QUEUE)
        return mo

    yield look
    # The page asks for more rows on its own: the paper answers before the database is emptied.
    for _ in range(40):
        if asked and pages:
            pages[0].wait_for_timeout(50)


def test_four_hundred_are_decided_by_keyboard(mo_looks):
    """400, of which 25 are variants of one text."""
    mo = mo_looks(375, variants=25)
    page = mo.page
    asked, loaded = [], []
    page.on("request", lambda request: asked.append(request))
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    begun = time.monotonic()
    page.keyboard.press("j")
    for place in range(376):
        page.locator(".desk-row--current").wait_for()
        page.keyboard.press("ars"[place % 3] if place < 375 else "s")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(0)
    expect(page.locator("#desk-number")).to_have_text("0")
    all_sent = expect(page.locator("#desk-said"))
    all_sent.to_have_attribute("data-on-their-way", "0", timeout=PATIENCE)
    seconds = time.monotonic() - begun
    posts = sum(request.method == "POST" for request in asked)
    print(f"400 decided in {seconds:.0f} s, {posts} posts, {len(asked)} requests, 0 reloads")
    assert loaded == []
    assert posts == 376
    found = [Comment.objects.filter(status=state).count() for state in ("approved", "rejected")]
    assert not Comment.objects.waiting().exists()
    assert found == [125, 125]
    assert Decision.objects.count() == 400
    assert mo.noticed == []


def test_a_decision_is_taken_back_in_its_place(mo_looks):
    page = mo_looks(3).page
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("Approved")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    expect(page.locator("#content h1")).to_have_text("(2) Waiting")
    expect(page).to_have_title(re.compile(r"\(2\) Waiting"))
    expect(page.locator("#nav-sidebar .desk-badge")).to_contain_text("2")
    page.keyboard.press("z")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(3)
    expect(page.locator(".desk-row--current")).to_contain_text("Number 1")
    expect(page.locator("#desk-number")).to_have_text("3")
    expect(page.locator("#content h1")).to_have_text("(3) Waiting")
    assert Comment.objects.waiting().count() == 3


def test_marked_ones_are_decided_together_with_a_reason(mo_looks):
    page = mo_looks(4).page
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("x")
    page.keyboard.press("2")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    expect(page.locator("#desk-said")).to_contain_text("Refused")
    refused = Comment.objects.filter(status=Status.REJECTED)
    assert set(refused.values_list("reason", flat=True)) == {"abuse"}
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(4)
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
        expect(page.locator("#desk-said")).to_contain_text("Decided about the edit")
        expect(page.locator("#result_list tbody tr:visible")).to_have_count(left)
        expect(page.locator("#desk-number")).to_have_text(str(left))
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
    expect(page.locator("#desk-said")).to_contain_text("It became an editors' pick")
    page.get_by_role("button", name="No editors' pick").click()
    expect(page.get_by_role("button", name="Editors' pick", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#desk-said")).to_contain_text("Taken back")
    expect(page.get_by_role("button", name="Approve")).to_be_visible()
    assert loaded == []
    assert Comment.objects.waiting().count() == 1
    assert mo.noticed == []


def test_words_that_changed_meanwhile_are_shown_not_decided(mo_looks):
    page = mo_looks(1).page
    comment = Comment.objects.get()
    comment.edit("Buy watches.")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("changed")
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
    expect(page.locator("#desk-said")).to_contain_text("Approved")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    assert Comment.objects.waiting().count() == 1


def test_a_line_that_is_down_loses_nothing(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    page.context.set_offline(True)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("did not reach")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    expect(page.locator("#desk-number")).to_have_text("2")


def test_taking_back_can_be_tried_again_when_the_line_was_down(mo_looks):
    page = mo_looks(2).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-said")).to_contain_text("Approved")
    page.context.set_offline(True)
    page.keyboard.press("z")
    expect(page.locator("#desk-said")).to_contain_text("did not reach")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(1)
    page.context.set_offline(False)
    page.keyboard.press("z")
    expect(page.locator("#result_list tbody tr:visible")).to_have_count(2)
    assert Comment.objects.waiting().count() == 2


def test_an_answer_and_a_note_need_no_reload_on_a_phone(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    page.set_viewport_size({"width": 390, "height": 844})
    loaded = []
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    first = page.locator("#result_list tbody tr").first
    first.get_by_text("More").click()
    first.locator(".desk-words").fill("Seen it twice.")
    first.get_by_role("button", name="Keep as a note").click()
    expect(page.locator("#desk-said")).to_contain_text("Noted")
    first.get_by_text("More").click()
    first.get_by_role("button", name="Answer as the newsroom").click()
    expect(page.locator("#desk-said")).to_contain_text("Please write something first")
    first.locator(".desk-words").fill("We have asked the mayor.")
    first.get_by_role("button", name="Answer as the newsroom").click()
    expect(page.locator("#desk-said")).to_contain_text("Answered Ravi")
    expect(page.locator("#desk-number")).to_have_text("1")
    assert loaded == []
    assert Comment.objects.get(text="We have asked the mayor.").status == Status.APPROVED
    assert Note.objects.get().text == "Seen it twice."


def test_the_other_moderator_sees_who_has_a_card_in_hand(mo_looks, live_server, visit):
    mo = mo_looks(3)
    staff("Zoe", "Moderators")
    with mo.page.expect_response("**/claim/"):
        mo.page.keyboard.press("j")
    zoe = visit(live_server.url)
    zoe.sign_in("zoe", PASSWORD)
    zoe.page.goto(QUEUE)
    expect(zoe.page.locator(".desk-claim:visible")).to_have_text("Mo is looking at this.")
    with mo.page.expect_response("**/claim/"):
        mo.page.keyboard.press("j")
    zoe.page.keyboard.press("j")
    second = zoe.page.locator("#result_list tbody tr").nth(1).locator(".desk-claim")
    expect(second).to_have_text("Mo is looking at this.")


def test_what_breaks_a_law_asks_which(mo_looks):
    mo = mo_looks(2)
    page = mo.page
    first = page.locator("#result_list tbody tr").first
    first.locator(".desk-reasons").select_option("illegal")
    first.get_by_role("button", name="Refuse").click()
    expect(page.locator("#desk-said")).to_contain_text("which law")
    expect(first.locator(".desk-words")).to_be_focused()
    expect(page.locator("#desk-number")).to_have_text("2")
    first.locator(".desk-words").fill("§ 185 StGB")
    first.get_by_role("button", name="Refuse").click()
    expect(page.locator("#desk-number")).to_have_text("1")
    expect(page.locator("#desk-said")).to_contain_text("Refused")
    assert Comment.objects.get(status=Status.REJECTED).reason == "illegal: § 185 StGB"


# -- what did not go as it was meant to


def shown(page):
    return page.locator("#result_list tbody tr:visible")


def on_desk(page, said):
    """Wait until all that was sent is answered, and until the desk says so."""
    expect(page.locator("#desk-said")).to_contain_text(said)
    expect(page.locator("#desk-said")).to_have_attribute("data-on-their-way", "0")


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def slowly(page, milliseconds):
    """From now on the paper hears of each decision only after a while."""

    def late(route):
        if route.request.method == "POST" and "claim" not in route.request.url:
            time.sleep(milliseconds / 1000)
        route.continue_()

    page.route("**/*", late)


@pytest.fixture
def mo_sees_four_alike(mo_looks):
    """One comment, then a card of four that say the same, then another one."""
    mo = mo_looks(1)
    article = Article.objects.get()
    for place in range(4):
        a_comment(article, Status.PENDING, name=f"Seller {place}", text=SOLD)
    a_comment(article, Status.PENDING, text="The last word.")
    mo.page.reload()
    expect(shown(mo.page)).to_have_count(3)
    return mo


def test_what_moved_nothing_is_not_offered_to_be_taken_back(mo_looks):
    page = mo_looks(0).page
    for _ in range(2):
        Notice(comment=a_comment(Article.objects.get()), kind="abuse").submit()
    page.goto(f"{QUEUE}?state=reported")
    press(page, "ja")
    expect(shown(page)).to_have_count(1)
    on_desk(page, "stays as it is")
    expect(page.locator("#desk-said button")).to_have_count(0)
    press(page, "z")
    page.wait_for_timeout(A_GLANCE)
    expect(page.locator("#desk-number")).to_have_text("1")
    press(page, "r")
    expect(shown(page)).to_have_count(0)
    on_desk(page, "Removed")
    assert states() == [Status.APPROVED, Status.REMOVED]


def test_of_four_alike_the_one_that_changed_is_shown_and_the_others_come_back(mo_sees_four_alike):
    page = mo_sees_four_alike.page
    Comment.objects.get(name="Seller 2").edit("Quite harmless https://boats.example/ words.")
    press(page, "jjs")
    on_desk(page, "changed")
    expect(shown(page)).to_have_count(3)
    expect(shown(page).nth(1)).to_contain_text("Quite harmless")
    expect(page.locator("#desk-number")).to_have_text("3")
    assert Comment.objects.filter(status=Status.SPAM).count() == 3
    press(page, "z")
    on_desk(page, "Taken back")
    expect(shown(page)).to_have_count(4)
    expect(shown(page).nth(1)).to_contain_text("and 2 that say the same")
    expect(shown(page).nth(2)).to_contain_text("Quite harmless")
    expect(page.locator("#desk-number")).to_have_text("6")
    assert set(states()) == {Status.PENDING}


def test_who_takes_back_at_once_takes_back_the_last_decision(mo_looks):
    page = mo_looks(3).page
    press(page, "ja")
    on_desk(page, "Approved")
    slowly(page, 500)
    press(page, "sz")
    on_desk(page, "Taken back")
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


def test_what_another_has_to_decide_stays(mo_looks):
    page = mo_looks(0).page
    mo = User.objects.get(username="mo")
    staff("Zoe", "Moderators")
    refused = a_comment(Article.objects.get(), Status.REJECTED, by=mo)
    Notice(comment=refused, kind="appeal", words="Why?").submit()
    page.goto(f"{QUEUE}?state=appealed")
    press(page, "ja")
    on_desk(page, "another moderator has to decide")
    expect(shown(page)).to_have_count(1)
    expect(page.locator("#desk-number")).to_have_text("1")


def test_what_changed_is_shown_anew_in_its_place(mo_looks):
    page = mo_looks(3).page
    Comment.objects.earliest("pk").edit("Other words by now.")
    press(page, "ja")
    on_desk(page, "changed")
    expect(shown(page).first).to_contain_text("Other words by now.")
    expect(page.locator(".desk-row--current")).to_contain_text("Other words by now.")
    expect(shown(page)).to_have_count(3)
    expect(page.locator("#desk-number")).to_have_text("3")
    Comment.objects.earliest("pk").refuse(by=None)
    press(page, "a")
    on_desk(page, "changed")
    expect(shown(page)).to_have_count(2)  # it does not wait any more
    expect(page.locator("#desk-number")).to_have_text("2")


def test_of_several_that_are_marked_the_worst_is_told(mo_looks):
    page = mo_looks(3).page
    Comment.objects.earliest("pk").edit("Other words by now.")
    press(page, "jxxa")
    on_desk(page, "changed")
    expect(shown(page)).to_have_count(2)
    press(page, "z")
    on_desk(page, "Taken back")
    expect(shown(page)).to_have_count(3)
    assert set(states()) == {Status.PENDING}


def test_who_answers_one_of_four_alike_keeps_the_three_and_the_place(mo_sees_four_alike):
    page = mo_sees_four_alike.page
    card = shown(page).nth(1)
    card.get_by_text("More", exact=True).click()
    card.locator(".desk-words").fill("We do not need any.")
    card.get_by_role("button", name="Answer as the newsroom").click()
    on_desk(page, "Answered Seller 0")
    expect(page.locator("#desk-number")).to_have_text("5")
    expect(shown(page)).to_have_count(3)
    expect(shown(page).nth(1)).to_contain_text("and 2 that say the same")
    expect(page.locator(".desk-row--current")).to_contain_text("Seller 1")
    assert Comment.objects.waiting().count() == 5


def test_marked_ones_are_refused_each_for_its_own_reason(mo_looks):
    page = mo_looks(3).page
    shown(page).nth(1).locator(".desk-reasons").select_option("abuse")
    shown(page).nth(2).locator(".desk-reasons").select_option("private")
    press(page, "jxxx")
    page.locator(".desk-comment__body").first.click()
    press(page, "r")
    expect(shown(page)).to_have_count(0)
    on_desk(page, "Refused")
    reasons = Comment.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["", "abuse", "private"]
    press(page, "z")
    on_desk(page, "Taken back")
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
    press(page, "jaj")
    expect(page.locator(".desk-row--current")).to_contain_text("Number 2")
    held.pop().abort()
    on_desk(page, "did not reach")
    expect(shown(page)).to_have_count(4)
    expect(page.locator("#desk-number")).to_have_text("4")
    expect(page.locator(".desk-row--current")).to_contain_text("Number 2")


def test_a_note_is_no_ground_of_a_refusal(mo_looks):
    page = mo_looks(2).page
    card = shown(page).first
    card.get_by_text("More", exact=True).click()
    card.locator(".desk-words").fill("Only for us: I know him.")
    card.locator(".desk-reasons").select_option("abuse")
    card.get_by_role("button", name="Refuse").click()
    on_desk(page, "Refused")
    assert Comment.objects.get(status=Status.REJECTED).reason == "abuse"


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
