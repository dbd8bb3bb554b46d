"""From the front page to a public comment, with a script and without."""

import pytest

from tests.browser.visitor import take_time
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
cast.staff("Mo", "Moderators")
cast.an_article(headline="The crane has left the harbour", about=["harbour"], by=["Ilse Brandt"])
"""


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_reader_answers_and_a_moderator_lets_it_through(site, visit, javascript):
    site.python(FURNISH)
    ravi = visit(site.url, javascript=javascript, width=390)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_role("heading", name="No comments").wait_for()

    page.click("text=Post a Comment")
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_label("Your comment").fill("I walked past it this morning.\n\nIt is gone.")
    assert javascript == page.url.endswith("harbour/")  # the form came into the page, or we went
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    receipt = page.url
    assert not ravi.cookies()

    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.get_by_role("heading", name="No comments").wait_for()
    public = page.locator(".comment:not(.comment--mine)", has_text="It is gone.")
    assert public.count() == 0  # its writer alone sees it, by script

    mo = visit(site.url, javascript=javascript)
    mo.sign_in("mo", PASSWORD)
    mo.page.goto("/admin/comments/comment/")
    row = mo.page.locator("tr", has_text="It is gone.")
    row.get_by_role("button", name="Approve").click()
    mo.page.get_by_text("Approved: Ravi").first.wait_for()

    page.reload()
    page.get_by_role("heading", name="1 comment").wait_for()
    page.get_by_text("It is gone.").wait_for()
    page.goto(receipt)
    page.get_by_text("Your comment is published.").wait_for()
    assert not ravi.noticed
    assert not mo.noticed


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_its_writer_changes_it_and_takes_it_back(site, visit, javascript):
    site.python(FURNISH)
    ravi = visit(site.url, javascript=javascript, width=390)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.click("text=Post a Comment")
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_label("Your comment").fill("I walked past it tomorrow.")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()

    page.click("text=Edit")
    page.get_by_label("Your comment").fill("I walked past it yesterday.")
    page.click("text=Save edit")
    page.get_by_text("I walked past it yesterday.").wait_for()

    page.locator("summary", has_text="Delete comment").click()
    page.click("text=Delete permanently")
    page.get_by_text("You deleted your comment.").wait_for()
    assert page.get_by_text("yesterday").count() == 0
    assert not ravi.noticed
    assert not ravi.cookies()
