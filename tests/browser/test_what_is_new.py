"""A page that has been open for a while says what others wrote, and shows it when asked to."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
article = cast.an_article(headline="The crane has left the harbour")
"""
OTHERS_WRITE = """
from articles.models import Article
from tests import cast
article = Article.objects.get(headline="The crane has left the harbour")
for number in range(3):
    cast.a_comment(article, name="Zoë", text=f"It was the last, the {number}th time.")
cast.a_comment(article, "pending", text="Not yet.")
"""
TWO_MINUTES = 120_000  # milliseconds


@pytest.fixture
def zoe_reads(site, visit):
    site.python(FURNISH)
    zoe = visit(site.url, width=390)
    zoe.page.clock.install()
    zoe.page.goto("/")
    zoe.page.click("text=The crane has left the harbour")
    zoe.page.wait_for_url("**/the-crane-has-left-the-harbour/")
    zoe.page.wait_for_load_state("load")
    return zoe


def test_new_comments_are_counted_and_shown_when_asked_for(site, zoe_reads):
    page = zoe_reads.page
    bar = page.locator("[data-news]")
    page.clock.fast_forward(TWO_MINUTES)
    expect(bar).to_be_hidden()
    page.click("text=Post a Comment")
    page.get_by_label("Your comment").fill("I am still writing.")
    site.python(OTHERS_WRITE)
    page.clock.fast_forward(TWO_MINUTES)
    expect(bar).to_have_text("New comments: 3 · Show")
    page.keyboard.press("Escape")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".comment--new")).to_have_count(3)
    expect(page.locator("#comments-title")).to_have_text("3 comments:")
    expect(bar).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "comment__time"
    expect(page.get_by_label("Your comment")).to_have_value("I am still writing.")
    page.clock.fast_forward(TWO_MINUTES)
    expect(bar).to_be_hidden()
    assert not zoe_reads.noticed


def test_a_form_below_a_comment_stays_below_it(site, zoe_reads):
    page = zoe_reads.page
    site.python(OTHERS_WRITE)
    page.reload(wait_until="load")
    page.get_by_role("link", name="Reply to Zoë").first.click()
    page.get_by_role("heading", name="Reply to Zoë").wait_for()
    page.get_by_label("Your comment").fill("I am answering.")
    place = page.evaluate("document.getElementById('answer').previousElementSibling.id")
    site.python(OTHERS_WRITE.replace("last, the", "last, again, the"))
    page.clock.fast_forward(TWO_MINUTES)
    page.click("[data-news]")
    expect(page.locator(".comment--new")).to_have_count(3)
    assert page.evaluate("document.getElementById('answer').previousElementSibling.id") == place
    expect(page.get_by_label("Your comment")).to_have_value("I am answering.")


def test_what_is_open_in_the_discussion_stays_open(site, zoe_reads):
    page = zoe_reads.page
    site.python(OTHERS_WRITE)
    page.reload(wait_until="load")
    comments = page.locator(".comment")
    comments.nth(1).locator(".more summary").click()
    site.python(OTHERS_WRITE.replace("last, the", "last, again, the"))
    page.clock.fast_forward(TWO_MINUTES)
    page.click("[data-news]")
    expect(page.locator(".comment--new")).to_have_count(3)
    expect(page.locator(".comment details[open]")).to_have_count(1)
    expect(comments.nth(1).get_by_role("link", name="Quote Zoë")).to_be_visible()


def test_nothing_is_asked_while_nobody_looks(zoe_reads):
    page = zoe_reads.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, writable: true})")
    page.clock.fast_forward(TWO_MINUTES)
    assert [url for url in asked if url.endswith("comments.json")] == []
    page.evaluate("document.hidden = false")
    with page.expect_request("**/comments.json"):
        page.clock.fast_forward(TWO_MINUTES)


def test_a_line_that_is_down_is_no_news(zoe_reads):
    page = zoe_reads.page
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(TWO_MINUTES)
    expect(page.locator("[data-news]")).to_be_hidden()
