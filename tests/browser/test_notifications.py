"""An address is proved, an article followed, everything erased, with a script and without."""

import re
import time
from email import message_from_bytes, policy

import pytest

from tests.browser.barriers import barriers
from tests.browser.visitor import take_time

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
cast.an_article(headline="The crane has left the harbour")
"""
STOP = """
from comments.notifications import unsubscribe
from comments.models import Commenter
print(unsubscribe.address(Commenter.objects.get()))
"""


def notification(site, subject=None):
    """The letter in the folder of mail, as soon as the worker has put it there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for file in (site.folder / "mail").glob("*"):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            if subject in (None, message["Subject"]):
                return message
        time.sleep(0.2)
    raise AssertionError("No letter was sent.")


def fits(page):
    """No sideways scroll, and nothing that axe complains about."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert barriers(page) == "", page.url


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_letter_to_the_end_of_all_letters(site, visit, javascript):
    site.python(FURNISH)
    ravi = visit(site.url, javascript=javascript, width=390)
    page = ravi.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    page.click("text=Post a Comment")
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_label("E-mail address").fill("ravi@example.org")
    page.get_by_label("Your comment").fill("I walked past it this morning.")
    take_time(page)
    page.click("text=Send comment")
    page.get_by_text("Your e-mail address is not confirmed.").wait_for()
    receipt = page.url

    mail = notification(site, "Please confirm your e-mail address")
    assert mail["To"] == "ravi@example.org"
    page.goto(re.search(r"http://\S+/confirm/\S+", mail.get_body(("plain",)).get_content())[0])
    if javascript:
        fits(page)
    page.get_by_role("button", name="I wrote the ticked comments").click()
    page.get_by_text("Please tick at least one comment.").wait_for()
    page.get_by_role("checkbox", name="Ravi").check()
    page.get_by_label("Remember me on this browser").check()
    page.get_by_role("button", name="I wrote the ticked comments").click()
    page.get_by_text("Follow this discussion by e-mail:").wait_for()
    assert page.url == receipt
    [cookie] = ravi.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")

    page.get_by_role("button", name="Daily digest").click()
    page.get_by_text("You are following this discussion.").wait_for()
    if javascript:
        fits(page)
    page.goto(site.python(STOP).strip())
    page.get_by_role("button", name="Unsubscribe").click()
    page.get_by_text("You have unsubscribed.").wait_for()
    page.goto(receipt)
    page.get_by_text("Follow this discussion by e-mail:").wait_for()

    page.get_by_role("button", name="E-mail me a link to my data").click()
    page.get_by_text("We've sent the link to your confirmed e-mail address").wait_for()
    mail = notification(site, "The data we hold about you")
    link = re.search(r"http://\S+/my-data/\S+", mail.get_body(("plain",)).get_content())[0]
    page.goto(link)
    page.get_by_text("Confirmed e-mail address: ravi@example.org").wait_for()
    if javascript:
        fits(page)
    page.click("text=Sign out of this browser")
    page.get_by_role("button", name="Sign out of this browser").click()
    page.get_by_text("You are signed out of this browser.").wait_for()
    assert not ravi.cookies()
    page.goto(link)
    page.locator("summary", has_text="Delete all my data").click()
    page.get_by_role("button", name="Delete everything permanently").click()
    page.get_by_text("Your data has been deleted.").wait_for()
    assert not ravi.noticed
