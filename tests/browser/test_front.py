"""The front page in a browser: what stands above the fold, and columns that end together."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.site]

ABOVE_THE_FOLD = """
[...document.querySelectorAll("main :is(.teaser__headline, .front__headline)")].filter(
  (headline) => headline.getBoundingClientRect().bottom <= innerHeight).length
"""
# The ends of the columns of each row, the text of the lead against its picture among them.
UNEVEN = """
[
  [".lead__picture", ".latest__story:last-child"],
  [".front__river", ".front__past .teaser__words"],
].filter((row) => {
  const [first, other] = row.map((part) => document.querySelector(part).getBoundingClientRect());
  const isBeside = first.top < other.bottom && other.top < first.bottom;
  return isBeside && Math.abs(first.bottom - other.bottom) > 2;
})
"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


def test_headlines_stand_above_the_fold_and_columns_end_together(paper, chromium):
    """Eight and more on a desk, five and more on a telephone; no hole at any width."""
    context = chromium.new_context(base_url=paper.url)
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    found = {}
    for width, height in (
        (320, 640),
        (390, 844),
        (640, 900),
        (992, 900),
        (1280, 900),
        (1920, 1080),
    ):
        page.set_viewport_size({"width": width, "height": height})
        found[width] = page.evaluate(ABOVE_THE_FOLD)
        assert page.evaluate(UNEVEN) == [], width
        assert page.evaluate(WIDER) <= 0, width
    context.close()
    print(f"whole headlines above the fold: {found}")
    assert found[1280] >= 8
    assert found[390] >= 5
