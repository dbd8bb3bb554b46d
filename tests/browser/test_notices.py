"""A reader reports, a moderator refuses, the writer appeals: with a script and without."""

import pytest

from tests.browser.test_notifications import fits
from tests.browser.visitor import take_time
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
cast.staff("Mo", "Moderators")
cast.an_article(headline="The crane has left the harbour")
"""


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_report_to_the_appeal(site, visit, javascript):
    site.python(FURNISH)
    mallory = visit(site.url, javascript=javascript, width=390)
    page = mallory.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.click("text=Post a Comment")
    page.get_by_label("Your name").fill("Mallory")
    page.get_by_label("Your comment").fill("You silly boat.")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_role("heading", name="waiting for a moderator").wait_for()
    receipt = page.url

    mo = visit(site.url, javascript=javascript)
    mo.sign_in("mo", PASSWORD)
    mo.page.goto("/admin/comments/comment/")
    mo.page.get_by_role("button", name="Approve").click()
    mo.page.get_by_text("Approved: Mallory").first.wait_for()

    ravi = visit(site.url, javascript=javascript, width=390)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.locator(".more summary").click()
    page.get_by_role("link", name="Report Mallory").click()
    page.get_by_label("It insults or threatens somebody.").check()
    page.get_by_label("In your own words").fill("The boat is hurt.")
    if javascript:
        fits(page)
    page.get_by_role("button", name="Send report").click()
    page.get_by_text("A moderator will look at your report.").wait_for()
    notice = page.url
    if javascript:
        fits(page)

    mo.page.goto("/admin/comments/comment/?state=reported")
    mo.page.get_by_text("The boat is hurt.").wait_for()
    mo.page.locator(".desk-refuse > summary").click()
    mo.page.get_by_role("button", name="No reason given").click()
    mo.page.get_by_text("Removed: Mallory").first.wait_for()
    page.goto(notice)
    page.get_by_text("The comment has been removed.").wait_for()

    page = mallory.page
    page.goto(receipt)
    page.get_by_label("Why should your comment be published?").fill("It is silly.")
    if javascript:
        fits(page)
    page.get_by_role("button", name="Send appeal").click()
    page.get_by_text("Waiting for a moderator.").wait_for()
    mo.page.goto("/admin/comments/comment/?state=appealed")
    mo.page.get_by_text("It is silly.").wait_for()
    assert not mallory.noticed + ravi.noticed + mo.noticed
    assert not ravi.cookies()
