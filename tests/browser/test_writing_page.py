"""The page of writing in a real browser: chips, keys, a phone's sheet; nothing is in anybody's way.

A browser, because the drawer's script stands between a person and the fields, and for axe.
"""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.visitor import words_of
from tests.cast import a_picture, a_topic, an_article, an_author, session_of, staff

pytestmark = pytest.mark.browser

ADD = "/admin/articles/article/add/"
OPEN_ALL = "document.querySelectorAll('.part').forEach((part) => { part.open = true; })"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
IS_WHOLE = "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight < 20)(id_headline)"
NAME = """(({ ariaLabel, textContent }) => ariaLabel ?? textContent)(document.activeElement)"""
SMALL = """() => [...document.querySelectorAll(
  ".bar a, .bar button, .drawer button, .drawer summary, .drawer select, .drawer input[type=text]"
)].filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5
  && !each.closest(".desk-pictures")).map((each) => each.outerHTML.slice(0, 90))"""


def test_topics_and_authors_are_chosen_created_and_ordered_by_keys(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    a_topic("harbour"), an_author("Ilse")
    ida = visit(live_server.url)
    ida.enter(session)
    page = ida.page
    page.goto(ADD)
    expect(page.get_by_label("Headline")).to_be_focused()
    page.keyboard.type("Ghosts at the quay")
    page.locator("#details").get_by_text("Topics", exact=True).click()
    search = page.get_by_role("combobox", name="topics")
    for typed, offered in (("HÁR", "Harbour"), ("Ghosts", "Create “Ghosts”")):
        search.fill(typed)
        page.get_by_role("option", name=offered).wait_for()
        search.press("Enter")
    page.locator("#details").get_by_text("Authors", exact=True).click()
    search = page.get_by_role("combobox", name="authors")
    for typed, offered in (("ils", "Ilse"), ("Omar", "Create “Omar”")):
        search.fill(typed)
        page.get_by_role("option", name=offered).wait_for()
        search.press("Enter")
    page.get_by_role("button", name="Remove Omar").press("Alt+ArrowUp")
    expect(page.locator("ol.chips .chips__name").first).to_have_text("Omar")
    expect(page.locator(".writing__authors")).to_have_text("By Omar and Ilse")
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    article = Article.objects.get()
    assert {topic.name for topic in article.topics.all()} == {"Ghosts", "Harbour"}
    assert [byline.author.name for byline in article.bylines.all()] == ["Omar", "Ilse"]
    expect(page.locator(".part--authors .part__holds")).to_have_text("Omar, Ilse")
    assert ida.noticed == []


def test_the_form_bars_nobody_and_fits_a_phone(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2
    article = an_article(
        headline=f"{long}الميناء", about=["harbour"], by=["Ilse", "Jo"], picture=a_picture()
    )
    ida = visit(live_server.url, width=390, bypass_csp=True)
    ida.enter(session)
    page = ida.page
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    words_of(page).wait_for()
    assert page.evaluate(FITS)
    assert page.evaluate(IS_WHOLE)
    page.get_by_role("button", name="Details").click()
    page.evaluate(OPEN_ALL)
    assert page.evaluate(FITS)
    assert page.evaluate(SMALL) == []
    assert barriers(page) == ""
    assert barriers_in_the_dark(page) == ""
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(page.get_by_role("button", name="Details")).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(FITS)
    assert barriers(page) == ""
    assert barriers_in_the_dark(page) == ""


def test_the_toolbar_is_one_stop_and_is_left_by_escape(live_server, visit):
    """W20's neighbour: whoever writes by keys is not led through twenty buttons first."""
    session = session_of(staff("Ida", "Editors"))
    missing = '<figure><img data-picture="777"></figure>'
    article = an_article(
        by=["Ilse"], picture=a_picture(), published=None, body=f"<p>Words.</p>{missing}"
    )
    ida = visit(live_server.url)
    ida.enter(session)
    page = ida.page
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    body = words_of(page)
    page.get_by_text("Picture 777 is not in the library.").wait_for()
    for width, height in ((1280, 900), (390, 784)):  # a phone's, without its bar for thumbs
        page.set_viewport_size({"width": width, "height": height})
        box = body.locator("p").first.bounding_box()
        assert box["y"] + box["height"] < height, "the first sentence is on the first screen"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("#id_dateline").focus()
    for name in ("Whole picture", "Kind of paragraph"):
        page.keyboard.press("Tab")
        assert name in page.evaluate(NAME), name
    page.keyboard.press("ArrowRight")
    assert page.evaluate(NAME) == "Bold"
    page.keyboard.press("Tab")
    expect(body).to_be_focused()
    page.keyboard.press("Alt+F10")
    assert page.evaluate(NAME) == "Bold"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Smart quotes").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Smart quotes")).to_be_hidden()
    expect(body).to_be_focused()
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Shift+p")
    assert "preview" in opened.value.url
    assert ida.noticed == []
