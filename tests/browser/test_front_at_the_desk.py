"""The front is filled by keys alone, by plain HTML and by drag: the same form, the same rows."""

import pytest
from playwright.sync_api import expect

from articles.models import FrontPlace
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.cast import an_article, session_of, staff

pytestmark = pytest.mark.browser

FRONT = "/admin/front/"


@pytest.fixture
def stories(transactional_db):
    return [an_article(headline=f"Story {place:02}") for place in range(6)]


@pytest.fixture
def at_the_front(live_server, visit, stories):
    def enter(**options):
        ida = visit(live_server.url, **options)
        ida.enter(session_of(staff("Ida", "Editors")))
        ida.page.goto(FRONT)
        return ida

    return enter


def places():
    rows = FrontPlace.objects.values_list("number", "article__headline", "headline", "layout")
    return {number: rest for number, *rest in rows}


def saved(page):
    expect(page.locator(".messagelist")).to_contain_text("The front is saved.")
    return places()


def field(page, number, name):
    return page.locator(f"[name=place-{number}-{name}]")


def handle(page, place):
    return page.get_by_role("button", name=f"Move {place}", exact=True)


def test_by_keys_alone(at_the_front):
    ida = at_the_front()
    page, keys = ida.page, ida.page.keyboard
    field(page, 0, "article").focus()
    keys.type("Story 03")
    field(page, 0, "layout").focus()
    keys.type("picture wide")
    field(page, 0, "headline").focus()
    keys.type("Boats!")
    handle(page, "Lead").focus()
    keys.press("ArrowUp")  # there is nothing above
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(handle(page, "Second 2")).to_be_focused()
    says = page.locator(".front-says")
    expect(says).to_have_text("“Boats!” is now here: Second 2. Not saved yet.")
    keys.press("Tab")
    field(page, 2, "headline").focus()
    keys.press("Enter")
    assert saved(page) == {2: ["Story 03", "Boats!", "beside"]}
    assert ida.noticed == []


def test_by_plain_html(at_the_front):
    page = at_the_front(javascript=False).page
    assert not page.locator(".front-place__handle, #front-how:visible").count()
    field(page, 0, "article").select_option(label="Story 03")
    field(page, 0, "headline").fill("Boats!")
    field(page, 0, "headline").press("Enter")  # a public page is changed by its button alone
    page.get_by_role("button", name="Down Lead", exact=True).click()
    expect(page.locator(".front-says")).to_have_text("Not saved yet.")
    expect(field(page, 1, "headline")).to_have_value("Boats!")
    assert places() == {}
    page.get_by_role("button", name="Save the front").click()
    assert saved(page) == {1: ["Story 03", "Boats!", "beside"]}


def test_by_drag(at_the_front, stories):
    """What stands between moves by one; Escape puts all back."""
    FrontPlace.objects.put(
        FrontPlace(number=number, article=stories[number]) for number in range(3)
    )
    ida = at_the_front()
    page = ida.page

    def drag(place, to):
        handle(page, place).hover()
        page.mouse.down()
        target = page.locator(".front-place").nth(to)
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=4)
        expect(page.locator(".front-place--above, .front-place--below")).to_have_count(1)

    drag("Lead", 2)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".front-place--held")).to_have_count(0)
    assert field(page, 0, "article").input_value() == str(stories[0].pk)
    drag("Lead", 2)
    page.mouse.up()
    expect(handle(page, "Second 2")).to_be_focused()
    page.get_by_role("button", name="Save the front").click()
    shown = {number: headline for number, (headline, *_rest) in saved(page).items()}
    assert shown == {0: "Story 01", 1: "Story 02", 2: "Story 00"}
    assert ida.noticed == []


def test_enter_in_the_search_searches_and_keeps_what_is_typed(at_the_front):
    page = at_the_front().page
    field(page, 3, "headline").fill("Typed already")
    page.get_by_label("Search older stories").fill("Story")
    page.get_by_label("Search older stories").press("Enter")
    expect(page.get_by_text("6 stories with these words")).to_be_visible()
    expect(field(page, 3, "headline")).to_have_value("Typed already")


def test_it_is_accessible_and_fits_a_phone(at_the_front):
    ida = at_the_front(width=390)
    assert ida.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert barriers(ida.page, "#content") == ""
    assert barriers_in_the_dark(ida.page, "#content") == ""
