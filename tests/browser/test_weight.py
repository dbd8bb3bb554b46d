"""A page is light: what goes over the wire for an article, measured in the browser."""

import pytest

from tests.browser.paper import ARTICLE

pytestmark = [pytest.mark.browser, pytest.mark.site]

ALL = 40_000  # bytes, pictures left out
REQUESTS = 6  # pictures left out
# What a server may send before it hears from the reader again: ten segments (RFC 6928).
HTML_AND_CSS = 10 * 1460  # bytes


def test_an_article_with_its_discussion_is_light(paper, chromium):
    context = chromium.new_context(base_url=paper.url, viewport={"width": 390, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds, weights = {}, {}
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told}))
    wire.on(
        "Network.loadingFinished",
        lambda told: weights.update({told["requestId"]: told["encodedDataLength"]}),
    )
    page.goto(ARTICLE, wait_until="networkidle")
    context.close()
    loaded = [
        (told["type"], told["response"]["url"].removeprefix(paper.url), weights.get(request, 0))
        for request, told in kinds.items()
        if told["type"] != "Image" and not told["response"]["url"].startswith("data:")
    ]
    for kind, address, weight in loaded:
        print(f"{weight:7,} bytes  {kind:10} {address}")
    total = sum(weight for _kind, _address, weight in loaded)
    core = sum(weight for kind, _, weight in loaded if kind in ("Document", "Stylesheet"))
    print(f"{total:7,} bytes in {len(loaded)} requests; {core:,} of them HTML and CSS")
    assert {kind for kind, _, _ in loaded} >= {"Document", "Stylesheet", "Font"}
    assert total <= ALL
    assert len(loaded) <= REQUESTS
    assert core <= HTML_AND_CSS


def test_without_script_the_same_article_is_complete(paper, visit):
    visitor = visit(paper.url, javascript=False)
    visitor.page.goto(ARTICLE)
    text = visitor.page.inner_text("body")
    for part in (
        "The barge cost 38,400",
        "21 comments",
        "Post a Comment",
        "Related Posts",
        "Share",
    ):
        assert part in text
    assert visitor.page.locator(".comment").count() >= 21
    assert visitor.noticed == []
