"""The pages of a discussion in a real browser: what only a layout and a selection can show."""

from datetime import timedelta

import pytest
from django.utils import timezone
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


def test_replies_are_printed_unfolded_with_an_article_where_the_reader_ticks_so(
    live_server, visit, discussed, settings
):
    """R25. Without a script: the page is stored once, and CSS decides what is on paper."""
    settings.SITE_URL = "https://paper.example"
    discussed.corrections.create(text="It was 1962.")
    page = visit(live_server.url, width=390, javascript=False).page
    page.goto(discussed.get_absolute_url())
    reply = page.locator(".comment").get_by_text("Reply number 10.")
    address = page.locator(".on-paper")
    expect(reply).to_be_hidden()
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    for part in (".prose", ".corrections__text", ".on-paper"):
        expect(page.locator(part)).to_be_visible()
    expect(address).to_have_text(f"https://paper.example{discussed.get_absolute_url()}")
    for part in (".discussion", ".share", ".topics"):
        expect(page.locator(part)).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Print with the discussion").check()
    for its_page in (None, f"{discussed.get_absolute_url()}comments/"):
        if its_page:
            page.goto(its_page)
        page.emulate_media(media="print")
        expect(reply).to_be_visible()
        assert reply.bounding_box()["height"] > 10
        expect(page.locator(".comment__acts").first).to_be_hidden()
        page.emulate_media(media="screen")


def test_without_script_a_link_to_a_folded_reply_opens_its_thread(live_server, visit, discussed):
    page = visit(live_server.url, width=390, javascript=False).page
    page.goto(discussed.get_absolute_url())
    reply = page.get_by_text("Reply number 10.")
    expect(page.get_by_text("Reply number 2.")).to_be_visible()
    expect(reply).to_be_hidden()
    page.get_by_text("Show 8 more replies").click()
    expect(reply).to_be_visible()
    hidden = discussed.comments.get(text="Reply number 10.")
    page.goto("about:blank")
    page.goto(f"{discussed.get_absolute_url()}#c{hidden.pk}")
    expect(reply).to_be_visible()


def test_for_a_day_it_is_said_how_long_ago_a_comment_was_written(live_server, visit, discussed):
    now = timezone.now()
    first, second, third = discussed.comments.order_by("pk")[:3]
    written = {first.pk: 25 * 60, second.pk: 119, third.pk: 12}  # minutes ago
    for pk, minutes in written.items():
        moment = now - timedelta(minutes=minutes)
        discussed.comments.filter(pk=pk).update(created_at=moment)
    page = visit(live_server.url).page
    page.goto(discussed.get_absolute_url())
    times = [page.locator(f"#c{pk} time").text_content() for pk in written]
    assert times[1:] == ["1 hour ago", "12 minutes ago"]
    assert str(now.year) in times[0]
    assert str(now.year) in page.locator(f"#c{third.pk} time").get_attribute("title")


def test_a_long_comment_is_clipped_until_somebody_asks(live_server, visit, discussed):
    long = a_comment(discussed, text="A line.\n" * 40 + "https://example.org/end")
    page = visit(live_server.url, width=390, javascript=False).page
    page.goto(discussed.get_absolute_url())
    comment = page.locator(f"#c{long.pk}")

    def lines():
        return comment.locator(".comment__body").bounding_box()["height"] // 24

    assert lines() <= 11
    comment.locator(".comment__body a").focus()
    assert lines() > 38
    comment.locator(".clip summary").press("Enter")
    assert lines() > 38
    comment.locator(".clip summary").press("Enter")
    assert lines() <= 11
    page.get_by_label("Print with the discussion").check()
    page.emulate_media(media="print")
    assert lines() > 20


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
