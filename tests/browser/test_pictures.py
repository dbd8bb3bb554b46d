"""In a real browser: the right size is fetched, the focus is a click, the newest is at hand."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Picture
from articles.pictures.markup import IN_TEXT
from tests.cast import a_drawing, a_file, a_picture, an_article, session_of, staff

MARK_AND_IMAGE = (".desk-focus__mark", ".desk-focus img")
pytestmark = pytest.mark.browser

# What the page says of each picture's width, and how wide it stands there, in pixels.
WIDTHS = """() => [...document.querySelectorAll("main picture img")].map((image) => {
  const said = image.sizes.split(",")
    .map((part) => part.trim().match(/^(\\(.*\\)) (\\S+)$/) ?? [, "all", part])
    .find(([, when]) => matchMedia(when).matches)[2];
  const [, number, unit] = said.trim().match(/^([\\d.]+)(rem|vw)$/);
  const pixels = unit === "rem" ? 16 * number : innerWidth * number / 100;
  return [pixels, image.getBoundingClientRect().width];
})"""


def test_a_browser_is_told_how_wide_a_picture_stands(live_server, visit):
    pictures = [a_picture((1600, 900), ready=True)] * 5
    images = f'<img data-picture="{pictures[0].pk}">' * 2
    body = "".join(f'<figure class="{place}">{images}</figure>' for place in IN_TEXT)
    articles = [an_article(about=["harbour"], picture=picture, body=body) for picture in pictures]
    reader = visit(live_server.url)
    for address in ("/", articles[0].get_absolute_url(), "/topics/harbour/"):
        reader.page.goto(address)
        for width in (390, 600, 700, 800, 1000, 1280, 1600):
            reader.page.set_viewport_size({"width": width, "height": 900})
            told = reader.page.evaluate(WIDTHS)
            assert len(told) >= 4
            for said, stands in told:
                assert 0.9 * stands <= said <= 1.25 * stands, (address, width, said, stands)
    assert reader.noticed == []


def test_a_browser_takes_the_smallest_that_is_sharp(live_server, visit):
    an_article(picture=a_picture((1600, 900), ready=True))
    reader = visit(live_server.url, width=390)
    reader.page.goto("/")
    reader.page.wait_for_load_state("networkidle")
    taken = reader.page.eval_on_selector("main img", "image => image.currentSrc")
    assert taken.endswith(".480.avif")
    assert reader.noticed == []


def test_ida_clicks_on_what_counts(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    ida = visit(live_server.url)
    ida.enter(session)
    page = ida.page
    page.goto("/admin/articles/picture/add/")
    boat = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_file(a_drawing((1600, 800)))}
    page.set_input_files("#id_file", boat)
    page.locator(".desk-focus img").click(position={"x": 300, "y": 50})
    page.fill("#id_alt", "A boat")
    page.click("[name=_continue]")
    mark, image = (page.locator(name).bounding_box() for name in MARK_AND_IMAGE)
    assert abs(mark["x"] + mark["width"] / 2 - image["x"] - 300) < 3
    assert abs(mark["y"] + mark["height"] / 2 - image["y"] - 50) < 3
    page.locator("#id_focal_x").fill("80")
    page.click("[name=_save]")
    page.get_by_text("was changed successfully").wait_for()
    assert Picture.objects.get().focus == (80, 20)
    assert ida.noticed == []


def test_ida_takes_one_of_the_newest_or_brings_a_new_one(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    first, second = a_picture((60, 40), alt="A boat"), a_picture((60, 40), alt="A seal")
    article = an_article(published=None)
    ida = visit(live_server.url)
    ida.enter(session)
    page = ida.page
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.click(".part--picture summary")
    page.get_by_role("button", name="A boat").click()
    page.get_by_role("button", name="A seal").press("Enter")
    page.get_by_role("button", name="A boat").click()
    chosen = page.locator(".desk-pictures__chosen")
    assert chosen.get_attribute("src") == f"/admin/articles/picture/{first.pk}/thumbnail/"
    page.click("[name=_save]")
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().picture == first
    page.click(".part--picture summary")
    band = page.locator(".band")
    assert band.locator("img").get_attribute("alt") == "A boat"
    page.get_by_role("button", name="From the library …").click()
    gull = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_file(a_drawing((60, 40)))}
    page.locator(".library__upload input").set_input_files(gull)
    page.locator("#library-alt").fill("A gull")
    page.get_by_role("button", name="Insert", exact=True).click()
    expect(page.get_by_role("button", name="From the library …")).to_be_focused()
    # One press shows it whole, another folds it again.
    expect(band.locator("img")).to_have_js_property("complete", True)
    heights = [band.bounding_box()["height"]]
    for _ in range(2):
        band.locator("summary").press("Enter")
        heights.append(band.bounding_box()["height"])
    assert heights[0] == heights[2] < heights[1]
    page.click("[name=_save]")
    page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().picture.alt == "A gull"
    assert band.locator("img").get_attribute("alt") == "A gull"
    assert second.alt == "A seal"
    assert ida.noticed == []
