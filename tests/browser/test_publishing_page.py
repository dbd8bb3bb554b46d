"""Nothing is sent by Enter, by a click too early, or twice: in a real browser.

A browser, because what Enter and a second click do is decided there, with a script and without.
"""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Why
from articles.models.version import content_of
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.visitor import words_of
from tests.cast import a_picture, an_article, session_of, staff
from tests.desk.test_publishing import remarked

pytestmark = pytest.mark.browser

LIST = "/admin/articles/article/"
FIELDS = "#content :is(input, textarea, select):visible, #content [contenteditable=true]:visible"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll(
    ".steps :is(button, summary, .remark a, input[type=text])")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
  .filter((each) => !each.closest(".datetime")).map((each) => each.outerHTML.slice(0, 90))"""


@pytest.fixture
def ida(transactional_db):
    return session_of(staff("Ida", "Editors"))


def a_draft():
    return remarked(a_picture(alt="", ready=True), a_picture(ready=True))


def with_changes():
    article = an_article(headline="As it was")
    article.save_content(content_of(article) | {"lead": "It cost TK."})
    return article


def watched(visitor):
    """The addresses of articles to which something is sent, but for what is kept while writing."""
    sent = []

    def note(request):
        is_kept = request.url.endswith(("/autosave/", "/editing/"))
        if request.method == "POST" and LIST in request.url and not is_kept:
            sent.append(request.url)

    visitor.page.on("request", note)
    return sent


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_enter_in_no_field_sends_anything(live_server, visit, ida, javascript):
    """K7a: in form, drawer, chips and on the page of publishing, whatever is chosen there."""
    draft, changed = a_draft(), with_changes()
    visitor = visit(live_server.url, javascript=javascript)
    visitor.enter(ida)
    page, sent, pressed = visitor.page, watched(visitor), 0
    for address in (f"{LIST}{draft.pk}/change/", f"{LIST}add/"):
        page.goto(address)
        if javascript:
            words_of(page).wait_for()
        for summary in page.locator(".drawer summary").all():
            summary.click()
        pressed += press_enter_everywhere(page)
    for article in (draft, changed):
        page.goto(f"{LIST}{article.pk}/publishing/")
        for summary in page.locator(".steps details > summary").all():
            summary.click()
        for choice in page.locator(".steps input[type=radio]").all():
            choice.check()
            pressed += press_enter_everywhere(page)
    assert sent == []
    assert pressed > 60
    assert [Article.objects.get(pk=each.pk).state for each in (draft, changed)] == [
        "draft",
        "public",
    ]
    assert visitor.noticed == []


def press_enter_everywhere(page):
    address, fields = page.url, page.locator(FIELDS).all()
    for field in fields:
        field.press("Enter")
        assert page.url == address
        page.keyboard.press("Escape")
    return len(fields)


def test_a_press_is_taken_once_it_was_meant_and_once_only(live_server, visit, ida):
    """K7a: not within half a second, not before anything is chosen, not twice, not after Back."""
    draft = a_draft()
    visitor = visit(live_server.url, timezone_id="America/New_York")
    visitor.enter(ida)
    page, sent = visitor.page, watched(visitor)
    page.goto(f"{LIST}{draft.pk}/change/")
    place = page.get_by_role("button", name="Publish …").bounding_box()
    page.get_by_role("button", name="Publish …").click()
    page.wait_for_url("**/publishing/")
    button = page.locator(".step__button").first
    assert not overlap(place, button.bounding_box())
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_name("Choose when first")
    expect(page.locator(".timezonewarning").first).to_be_hidden()
    expect(page.locator(".moment-zone").first).to_have_text("Time zone: UTC")
    button.click(force=True)  # nothing is chosen
    page.get_by_label("Now", exact=True).check()
    expect(button).not_to_have_attribute("aria-disabled", "true")
    assert [each for each in sent if "/publishing/" in each] == []
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")  # as if it had just come
    button.click()
    assert [each for each in sent if "/publishing/" in each] == []
    page.wait_for_timeout(600)
    button.dblclick()
    page.wait_for_url("**/change/")
    page.go_back()
    page.wait_for_url("**/publishing/")
    page.wait_for_timeout(600)
    if page.get_by_label("Now", exact=True).count():  # the page as it was, from the browser
        page.get_by_label("Now", exact=True).check()
        page.locator(".step__button").first.click()
        expect(page.get_by_text("Nothing was done twice.")).to_be_visible()
    whys = [each.why for each in Article.objects.get().versions.all()]
    assert whys.count(Why.PUBLISHED) == 1
    assert visitor.noticed == []


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def test_a_remark_is_answered_or_leads_to_its_place_and_bars_nobody(live_server, visit, ida):
    """E12"""
    draft = a_draft()
    visitor = visit(live_server.url, width=390, bypass_csp=True)
    visitor.enter(ida)
    page = visitor.page
    page.goto(f"{LIST}{draft.pk}/publishing/")
    assert page.evaluate(FITS)
    assert page.evaluate(SMALL) == []
    assert barriers(page) == ""
    assert barriers_in_the_dark(page) == ""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert barriers(page) == ""
    assert barriers_in_the_dark(page) == ""
    topic = page.locator(".remark", has_text="There is no topic.")
    topic.get_by_role("link", name="Go to it").click()
    expect(page.get_by_role("combobox", name="topics")).to_be_focused()
    page.goto(f"{LIST}{draft.pk}/publishing/")
    page.get_by_label("Describe the picture").fill("A crane at dusk")
    page.get_by_label("Not yet", exact=True).check()
    page.wait_for_timeout(600)
    page.locator(".step__button").first.click()
    page.wait_for_url("**/change/")
    assert 'alt="A crane at dusk"' in Article.objects.get().body
