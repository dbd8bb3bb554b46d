"""The text stands on the page's axis, and what needs more room takes it from the margins.

A browser, because it measures where things stand.
"""

from itertools import combinations

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
IN_PROSE = """() => [...document.querySelectorAll(".prose > *, .share")].map((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return { name: each.localName, left, right, top, bottom };
  })"""
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


def test_notes_hang_beside_their_paragraphs_and_never_over_anything(live_server, visit):
    """Also where they follow at once, are higher than their paragraphs, or come behind a picture
    that is wider than the text; in a text from right to left they are on the other side.
    """
    image = f'<img data-picture="{a_picture((1600, 900), ready=True).pk}">'
    wide = f'<figure class="wide">{image}<figcaption>{"The quay. " * 30}</figcaption></figure>'
    high, long, arabic = (
        f"<aside><p>{words}</p></aside>" for words in ("A gull. " * 30, "M" * 60, "\u0644\u0627.")
    )
    reader = visit(live_server.url)
    page = reader.page
    for line, is_rtl in (("<p>One line.</p>", False), ("<p>\u0633\u0637\u0631.</p>", True)):
        listed = f"<ul><li>{line}{long}</li></ul>"
        body = f"{line}{high}{long}{line}{high}{QUOTE}{wide}{arabic}{line}{long}{listed}{line}"
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(an_article(body=f"{body}{high}").get_absolute_url())
        text, first, *others = page.evaluate(IN_PROSE)
        notes = [first, *(each for each in others if each["name"] == "aside")]
        assert len(notes) == 6
        for note in notes:
            assert 0 <= note["left"] < note["right"] <= 1280
            assert note["right"] <= text["left"] if is_rtl else note["left"] >= text["right"]
        assert text["top"] < first["top"] < text["bottom"]
        crowded = [each for each in [first, *others] if each["name"] != "p"]
        for one, other in combinations(crowded, 2):
            is_beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert is_beside or one["bottom"] <= other["top"], (one, other)
        page.set_viewport_size({"width": 1100, "height": 900})
        widths = {each["name"]: each["right"] - each["left"] for each in page.evaluate(IN_PROSE)}
        assert widths["aside"] == widths["p"]
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
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
