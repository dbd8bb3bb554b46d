"""The text stands on the page's axis, and what needs more room takes it from the margins.

A browser, because it measures where things stand.
"""

import pytest
from playwright.sync_api import expect

from articles.pictures.markup import IN_TEXT
from tests.cast import a_picture, an_article

pytestmark = pytest.mark.browser

QUOTE = '<blockquote class="pullquote"><p>Nobody had expected the boats.</p></blockquote>'
WIDE = f"<tr>{'<td>immeasurable</td>' * 14}</tr>"
SMALL = "<tr><td>1</td><td>2</td></tr>"
BOXES = """() => Object.fromEntries([...document.querySelectorAll(".article :is(p, .pullquote, "
  + ".wide, .full, .scroller, .picture img)")].map((each) => {
    const box = each.getBoundingClientRect();
    return [each.className || each.localName,
      { left: box.left, right: box.right, width: box.width, height: box.height }];
  }))"""
MIDDLE = 16  # pixels, of the bar that scrolls


def test_the_text_is_in_the_middle_and_the_margins_are_used(live_server, visit):
    image = f'<img data-picture="{a_picture((1600, 900), ready=True).pk}">'
    figures = "".join(f'<figure class="{place}">{image}</figure>' for place in ("wide", "full"))
    body = f"<p>One.</p>{QUOTE}{figures}<table>{WIDE}</table><p>Two.</p>"
    assert {"wide", "full"} <= IN_TEXT.keys()
    article = an_article(body=body, picture=a_picture((900, 900), ready=True))
    reader = visit(live_server.url)
    page = reader.page
    page.goto(article.get_absolute_url())
    boxes = page.evaluate(BOXES)
    text, out = boxes["p"], boxes["scroller"]
    for name in ("p", "wide", "full", "scroller"):
        assert abs(boxes[name]["left"] + boxes[name]["right"] - 1280) <= MIDDLE, name
    assert boxes["pullquote"]["right"] < text["left"]
    assert text["width"] < boxes["wide"]["width"] == out["width"] < boxes["full"]["width"]
    box = page.locator(".scroller")
    box.evaluate("each => each.addEventListener('scroll', () => each.dataset.scrolled = 'yes')")
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).to_have_attribute("data-scrolled", "yes")
    page.set_viewport_size({"width": 1280, "height": 400})
    assert page.locator(".picture img").bounding_box()["height"] <= 0.75 * 400
    page.set_viewport_size({"width": 320, "height": 800})
    box = page.locator(".article > .picture img").bounding_box()
    assert (box["x"], box["width"]) == (0, 320)
    boxes = page.evaluate(BOXES)
    assert {(each["left"], each["right"]) for name, each in boxes.items() if name != "img"} == {
        (16, 304)
    }
    assert reader.noticed == []


def test_a_small_table_is_as_wide_as_the_text(live_server, visit):
    reader = visit(live_server.url)
    reader.page.goto(an_article(body=f"<p>One.</p><table>{SMALL}</table>").get_absolute_url())
    text, table = (
        reader.page.locator(f".prose {name}").first.bounding_box() for name in ("p", "table")
    )
    assert (text["x"], text["width"]) == (table["x"], table["width"])
    assert reader.noticed == []


def test_off_the_front_the_masthead_is_one_row_and_the_article_begins_above_the_middle(
    live_server, visit
):
    article = an_article(about=["harbour", "courts", "weather"])
    reader = visit(live_server.url)
    page = reader.page
    heights = {}
    for address in ("/", article.get_absolute_url()):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            heights[address, width] = page.locator(".masthead").bounding_box()["height"]
    for width, most in ((1280, 70), (390, 100)):
        assert heights[address, width] < min(most, heights["/", width])
    assert reader.noticed == []


def test_no_headline_is_wider_than_the_smallest_page(live_server, visit):
    reader = visit(live_server.url, width=320)
    page = reader.page
    for headline in ("W", "MMMMMMMMMMMM", "Donaudampfschifffahrtsgesellschaft", "m" * 200):
        page.goto(an_article(headline=headline, lead=headline).get_absolute_url())
        assert page.evaluate("document.documentElement.scrollWidth") == 320, headline
        box = page.locator(".article__headline").bounding_box()
        assert box["x"] + box["width"] <= 304
    assert reader.noticed == []
