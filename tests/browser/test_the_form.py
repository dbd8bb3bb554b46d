"""The form in a real browser: what was typed survives, and nothing is done twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import take_time

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
article = cast.an_article(
    headline="The crane has left the harbour",
    body="<p>It had stood there since 1962. Nobody had asked it.</p>",
)
cast.a_comment(article, name="Zoë", text="It was the last of four.")
"""


@pytest.fixture
def open_form(site, visit):
    """The form of an article, opened by a reader on a phone."""
    site.python(FURNISH)

    def open_it(javascript=True):
        ravi = visit(site.url, javascript=javascript, width=390)
        ravi.page.goto("/")
        ravi.page.click("text=The crane has left the harbour")
        ravi.page.click("text=Post a Comment")
        ravi.page.get_by_label("Your name").wait_for()
        return ravi

    return open_it


def write(page, text, name="Ravi"):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your comment").fill(text)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_preview_and_a_mistake_lose_nothing(open_form, javascript):
    ravi = open_form(javascript)
    page = ravi.page
    write(page, "It is *gone*.", name="")
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("Not sent yet", exact=True).wait_for()
    page.locator("#form-errors a").click()
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_role("button", name="Preview").click()
    page.locator("#preview em", has_text="gone").wait_for()
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    assert not ravi.noticed


def test_the_field_in_the_page_becomes_the_form_when_somebody_writes(site, visit):
    site.python(FURNISH)
    ravi = visit(site.url, width=390)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    text = page.get_by_label("Your comment")
    text.press_sequentially("It went")
    name = page.get_by_label("Your name")
    name.wait_for()
    page.keyboard.type(" at noon.")
    expect(text).to_have_value("It went at noon.")
    page.keyboard.press("Escape")
    expect(name).to_have_count(0)
    expect(text).to_have_value("It went at noon.")
    page.keyboard.press("Enter")
    name.fill("Ravi")
    page.get_by_role("link", name="Cancel").click()
    expect(name).to_have_count(0)
    page.reload()
    expect(text).to_have_value("It went at noon.")
    page.get_by_role("link", name="Reply to Zoë").click()
    page.get_by_role("heading", name="Reply to Zoë").wait_for()
    expect(page.locator("#answer")).to_have_count(1)
    expect(text).to_have_value("")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.text") == "Reply to Zoë"
    text.focus()
    name.fill("Ravi")
    take_time(page)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    assert not ravi.noticed


def test_what_is_typed_before_the_key_comes_is_kept(site, visit):
    site.python(FURNISH)
    ravi = visit(site.url)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    ravi.context.set_offline(True)
    text = page.get_by_label("Your comment")
    text.press_sequentially("In a tunnel.")
    page.keyboard.press("Escape")
    expect(text).to_have_value("In a tunnel.")
    text.press_sequentially(" Still.")
    ravi.context.set_offline(False)
    page.reload()
    expect(text).to_have_value("In a tunnel. Still.")


def test_ones_own_comment_stands_in_its_place_with_its_state(site, visit):
    site.python(FURNISH)
    ravi = visit(site.url, width=390)
    page = ravi.page

    def send(text):
        page.get_by_label("Your name").fill("Ravi")
        page.get_by_label("Your comment").fill(text)
        take_time(page)
        page.get_by_role("button", name="Send comment").click()
        page.get_by_role("heading", name="waiting for a moderator").wait_for()
        page.get_by_role("link", name="Back to the discussion").click()

    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_role("button", name="Post a Comment").click()
    send("It went at noon.")
    mine = page.locator(".comment--mine")
    expect(mine).to_contain_text("It went at noon.")
    expect(mine.get_by_role("link", name="waiting for a moderator")).to_be_visible()
    page.get_by_role("link", name="Reply to Zoë").click()
    page.get_by_role("heading", name="Reply to Zoë").wait_for()
    send("Of five.")
    expect(mine).to_have_count(2)
    below = page.locator(".thread__place", has_text="It was the last of four.")
    expect(below.locator(".comment--mine")).to_contain_text("Of five.")
    assert ravi.context.cookies() == []
    zoe = visit(site.url, width=390).page
    zoe.goto(page.url.partition("#")[0])
    zoe.wait_for_load_state("networkidle")
    expect(zoe.locator(".comment--mine")).to_have_count(0)
    site.python(
        "from comments.models import Comment\n"
        "Comment.objects.get(text='Of five.').reject(by=None)\n"
        "Comment.objects.get(text='It went at noon.').approve(by=None)"
    )
    page.reload()
    expect(mine).to_have_count(1)
    expect(mine.get_by_role("link", name="was rejected")).to_be_visible()
    assert not ravi.noticed


def test_a_draft_that_is_sent_at_once_is_not_taken_for_a_robots(site, visit):
    site.python(FURNISH)
    page = visit(site.url).page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_label("Your comment").fill("It went at noon.")
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    page.go_back()
    page.get_by_role("heading", name="The crane has left the harbour").wait_for()
    expect(page.locator(".comment--mine")).to_have_count(1)
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_without_script_the_field_leads_to_the_form_with_its_text(site, visit):
    site.python(FURNISH)
    page = visit(site.url, width=390, javascript=False).page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_label("Your comment").fill("It went\nat noon.")
    page.get_by_role("button", name="Post a Comment").click()
    page.get_by_label("Your name").fill("Ravi")
    expect(page.get_by_label("Your comment")).to_have_value("It went\nat noon.")
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("heading", name="waiting for a moderator").wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_another_comment_is_quoted_in_one_step(open_form, javascript):
    page = open_form(javascript).page
    if not javascript:
        page.go_back()
    page.locator(".comment", has_text="last of four").locator(".more summary").click()
    page.get_by_role("link", name="Quote Zoë").click()
    page.get_by_role("heading", name="Reply to Zoë").wait_for()
    expect(page.get_by_label("Your comment")).to_have_value("> It was the last of four.\n\n")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_reply_stands_below_what_it_answers(site, open_form, javascript):
    page = open_form(javascript).page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_role("link", name="Reply to Zoë").click()
    page.get_by_role("heading", name="Reply to Zoë").wait_for()
    write(page, "Of five, I think.")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    site.python(
        "from comments.models import Comment; Comment.objects.waiting().get().approve(by=None)"
    )
    page.goto("/")
    page.click("text=The crane has left the harbour")
    below = page.locator(".thread__place", has_text="It was the last of four.").first
    expect(below.locator(".thread__replies .comment")).to_contain_text("Of five, I think.")


def test_a_passage_of_the_article_is_quoted_in_one_step(open_form):
    ravi = open_form()
    page = ravi.page
    write(page, "Look:")
    page.locator(".prose p").select_text()
    button = page.get_by_role("button", name="Quote in a comment")
    expect(button).to_be_visible()
    bottom, top = page.evaluate(
        "[document.querySelector('.prose p').getBoundingClientRect().bottom,"
        " document.querySelector('[data-quote]').getBoundingClientRect().top]"
    )  # in one breath, for the page may be scrolling
    assert top >= bottom
    button.click()
    expect(page.get_by_label("Your comment")).to_have_value(
        "Look:\n\n> It had stood there since 1962. Nobody had asked it.\n\n"
    )
    assert not ravi.noticed


def test_a_lost_line_keeps_the_words_and_sending_again_makes_one_comment(open_form, site):
    ravi = open_form()
    page = ravi.page
    write(page, "I walked past it this morning.")
    take_time(page)
    ravi.context.set_offline(True)
    page.click("text=Send comment")
    page.get_by_text("couldn't connect").wait_for()
    ravi.context.set_offline(False)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    assert site.python("from comments.models import *; print(Comment.objects.count())") == "2\n"


def test_words_stay_in_the_tab_until_the_paper_has_them(open_form):
    page = open_form().page
    write(page, "Half a thought")
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.click("text=Post a Comment")
    text = page.get_by_label("Your comment")
    text.wait_for()
    expect(text).to_have_value("Half a thought")
    expect(page.get_by_text("14 / 5000")).to_have_count(1)
    page.get_by_label("Your name").fill("Ravi")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('draft'))") == []


def test_a_name_is_remembered_only_when_asked_to(open_form):
    page = open_form().page
    write(page, "Words")
    page.get_by_label("Your comment").press("Tab")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("Remember my name on this browser").check()
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.click("text=Post a Comment")
    name = page.get_by_label("Your name")
    name.wait_for()
    expect(name).to_have_value("Ravi")
    page.get_by_label("Remember my name on this browser").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_a_double_click_makes_one_comment(open_form, site):
    page = open_form().page
    write(page, "I walked past it this morning.")
    take_time(page)
    page.get_by_role("button", name="Send comment").dblclick()
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    assert site.python("from comments.models import *; print(Comment.objects.count())") == "2\n"


def test_a_word_about_the_wording_keeps_the_text_and_sending_again_is_enough(open_form, site):
    """C25"""
    page = open_form().page
    site.python("from newsroom.models import Masthead\n"
                "Masthead.objects.update(words_to_hold='blithering')")  # fmt: skip
    write(page, "What a blithering idea.")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_text("A moderator may need to look at").wait_for()
    assert page.evaluate("document.activeElement.id") == "form-errors"
    expect(page.get_by_label("Your comment")).to_have_value("What a blithering idea.")
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
