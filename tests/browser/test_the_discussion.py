"""The pages of a discussion in a real browser: what only a layout and a selection can show."""

import pytest
from playwright.sync_api import expect

from tests.cast import a_comment, an_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def discussed():
    article = an_article(
        headline="The crane has left the harbour",
        lead="The last of four is gone.",
        body="<p>It had stood there since 1962.</p>",
    )
    first = a_comment(article, name="Zoë", text="I saw it go.")
    for number in range(11):
        a_comment(article, parent=first, text=f"Reply number {number}.")
    return article


def test_folded_replies_are_printed(live_server, visit, discussed):
    """R25."""
    page = visit(live_server.url, width=390).page
    for address in (discussed.get_absolute_url(), f"{discussed.get_absolute_url()}comments/"):
        page.goto(address)
        reply = page.get_by_text("Reply number 10.")
        expect(reply).to_be_hidden()
        page.emulate_media(media="print")
        expect(reply).to_be_visible()
        assert reply.bounding_box()["height"] > 10
        page.emulate_media(media="screen")


def test_a_passage_of_the_article_is_quoted_on_the_pages_of_the_discussion(
    live_server, visit, discussed
):
    """C23."""
    ravi = visit(live_server.url, width=390)
    page = ravi.page
    page.goto(f"{discussed.get_absolute_url()}comments/")
    for words in ("It had stood there since 1962.", "I saw it go."):
        if not page.get_by_text(words).is_visible():
            page.get_by_text("Read the article here").click()
        page.get_by_text(words).select_text()
        page.get_by_role("button", name="Quote in a comment").click()
        expect(page.get_by_label("Your comment")).to_have_value(f"> {words}\n\n")
        page.get_by_label("Your comment").fill("")
    page.goto(discussed.get_absolute_url())
    page.get_by_text("The last of four is gone.").select_text()
    page.get_by_role("button", name="Quote in a comment").click()
    expect(page.get_by_label("Your comment")).to_have_value("> The last of four is gone.\n\n")
    assert not ravi.noticed


def test_the_link_to_a_comment_that_is_gone_shows_the_article(live_server, visit, discussed):
    """K9c: in a browser, for only the script follows what stands behind the #."""
    page = visit(live_server.url, width=390).page
    with page.expect_response(lambda answer: answer.url.endswith("/comments/99999/")) as asked:
        page.goto(f"{discussed.get_absolute_url()}#c99999")
    assert asked.value.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(discussed.headline)
    page.goto(discussed.get_absolute_url())
    hidden = discussed.comments.order_by("pk").last()
    page.goto(f"{discussed.get_absolute_url()}#c{hidden.pk}")
    expect(page.locator(f"#c{hidden.pk}")).to_be_visible()
