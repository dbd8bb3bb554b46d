"""What is typed into the form stays in the tab until the paper has it, whatever happens meanwhile.

In a real browser: drafts, quotations and what is said beside the form are made by the script.
"""

import sqlite3

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from newsroom.models import Masthead
from tests import cast
Masthead.objects.update(comments_per_hour=0)
for name in ("moving", "closing", "talked about"):
    article = cast.an_article(headline=f"A story that is {name}", slug=name.replace(" ", "-"))
    cast.a_comment(article, name="Zoë", text="It was the last of four.")
    cast.a_comment(article, name="Ilse", text="Of five, I think.")
"""
ARTICLE = "from articles.models import Article; article = Article.objects.get(slug='{slug}');"
DRAFTS = "Object.keys(sessionStorage).filter((key) => key.includes('draft'))"
COMMENTS = "from comments.models import Comment; comments = Comment.objects.filter(name='Ravi');"


@pytest.fixture(scope="module")
def site(tmp_path_factory, collected, migrated):
    """One real server for all of this file; on SQLite, whose file a test can lock."""
    like = migrated if connection.vendor == "sqlite" else None
    site = Site(tmp_path_factory.mktemp("drafts"), collected, like)
    site.environment.pop("DATABASE_URL", None)
    if not like:
        site.manage("migrate", "-v0")
    site.python(FURNISH)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def page(site, visit):
    return visit(site.url, width=390).page


def read(page, site, name):
    page.goto("/")
    page.click(f"text=A story that is {name}")


def answer_to(page, name, how="Reply to"):
    link = page.get_by_role("link", name=f"{how} {name}", include_hidden=True)
    if not link.is_visible():
        page.locator(".comment", has=link).locator(".more summary").click()
    page.get_by_role("link", name=f"{how} {name}").click()
    page.get_by_role("heading", name=f"Reply to {name}").wait_for()


def type_in(page, text):
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_label("Your comment").fill(text)


def send(page):
    page.get_by_role("button", name="Send comment").click()


def acknowledged(page):
    """The receipt is there; what the house rules made of a comment sent so fast is not asked."""
    page.locator("[data-acknowledges]").wait_for()


def test_each_draft_is_kept_for_itself_until_it_is_sent(page, site):
    """K6d"""
    read(page, site, "talked about")
    page.click("text=Post a Comment")
    type_in(page, "To all of you.")
    answer_to(page, "Ilse")
    type_in(page, "Not of five.")
    answer_to(page, "Zoë")
    text = page.get_by_label("Your comment")
    expect(text).to_have_value("")
    type_in(page, "And the first?")
    answer_to(page, "Zoë", "Quote")
    expect(text).to_have_value("And the first?\n\n> It was the last of four.\n\n")
    with page.expect_response("**?quote=1*"):
        answer_to(page, "Zoë", "Quote")  # once more: it is there already
    expect(text).to_have_value("And the first?\n\n> It was the last of four.\n\n")
    expect(page.get_by_label("Your name")).to_have_value("Ravi")
    send(page)
    acknowledged(page)
    read(page, site, "talked about")
    answer_to(page, "Zoë")
    expect(text).to_have_value("")
    answer_to(page, "Ilse")
    expect(text).to_have_value("Not of five.")
    page.click("text=Post a Comment")
    expect(text).to_have_value("To all of you.")


def test_a_draft_outlives_the_slug_and_the_comment_it_answers(page, site):
    """K6a, K6c"""
    read(page, site, "moving")
    answer_to(page, "Zoë")
    type_in(page, "x" * 5003)
    site.python(
        ARTICLE.format(slug="moving") + "article.slug = 'moved'; article.save();"
        "article.comments.get(name='Zoë').remove(by=None)"
    )
    send(page)
    page.locator("#form-errors", has_text="shorten this by 3 characters").wait_for()
    page.locator("#form-errors", has_text="has been removed").wait_for()
    text = page.get_by_label("Your comment")
    expect(text).to_have_value("x" * 5003)
    page.get_by_text("5003 / 5000").wait_for()
    text.fill("Of four, then.")
    page.reload()
    assert page.url.endswith("/moved/")
    [draft] = page.evaluate(DRAFTS)
    number = draft.rpartition(":")[2]
    page.goto(f"{page.url}comment/?reply={number}")
    page.get_by_text("The comment you want to reply to has been removed").wait_for()
    expect(text).to_have_value("Of four, then.")
    page.get_by_label("Your name").fill("Ravi")
    send(page)
    acknowledged(page)
    assert page.evaluate(DRAFTS) == []
    assert site.python(f"{COMMENTS} print(comments.get(text='Of four, then.').parent)") == "None\n"


def test_what_fails_is_said_beside_the_form_and_sent_again(page, site):
    """K17b, K6k, K6f"""
    read(page, site, "closing")
    page.click("text=Post a Comment")
    type_in(page, "While it was locked.")
    with sqlite3.connect(site.folder / "newsroom.sqlite3", isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        send(page)
        failed = page.get_by_text("Something went wrong at our end")
        failed.wait_for(timeout=20_000)
        database.execute("ROLLBACK")
    expect(page.get_by_label("Your comment")).to_have_value("While it was locked.")
    send(page)
    acknowledged(page)
    page.go_back()
    page.get_by_role("heading", name="A story that is closing").wait_for()
    expect(failed).to_be_hidden()
    expect(page.get_by_text("couldn't connect")).to_be_hidden()
    page.reload()
    page.click("text=Post a Comment")
    type_in(page, "Too late.")
    site.python(ARTICLE.format(slug="closing") + "article.unpublish()")
    send(page)
    page.get_by_text("This article has been unpublished").wait_for()
    expect(page.get_by_label("Your comment")).to_have_value("Too late.")
