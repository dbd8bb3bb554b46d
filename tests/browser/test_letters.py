"""An address is proved, an article followed, everything erased, with a script and without."""

import re
import time
from email import message_from_bytes, policy

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.visitor import take_time

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
cast.an_article(headline="The crane has left the harbour")
"""
STOP = """
from comments.letters import stopping
from comments.models import Commenter
print(stopping.address(Commenter.objects.get()))
"""


def letter(site):
    """The letter that lies in the folder of mail, as soon as the worker has put it there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if found := list((site.folder / "mail").glob("*")):
            return message_from_bytes(found[0].read_bytes(), policy=policy.default)
        time.sleep(0.2)
    raise AssertionError("No letter was sent.")


def fits(page):
    """No sideways scroll, and nothing that axe complains about."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == [], page.url


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
    page.get_by_text("A letter is on its way").wait_for()
    receipt = page.url

    mail = letter(site)
    assert mail["To"] == "ravi@example.org"
    page.goto(re.search(r"http://\S+/proof/\S+", mail.get_body(("plain",)).get_content())[0])
    if javascript:
        fits(page)
    page.get_by_label("Keep the proof in this browser").check()
    page.get_by_role("button", name="Yes, this is my address").click()
    page.get_by_text("Follow this discussion by e-mail:").wait_for()
    assert page.url == receipt
    [cookie] = ravi.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")

    page.get_by_role("button", name="one letter a day").click()
    page.get_by_text("You follow this discussion.").wait_for()
    if javascript:
        fits(page)
    page.goto(site.python(STOP).strip())
    page.get_by_role("button", name="No more such letters").click()
    page.get_by_text("You will get no more such letters.").wait_for()
    page.goto(receipt)
    page.get_by_text("Follow this discussion by e-mail:").wait_for()

    page.click("text=All that you wrote")
    page.get_by_text("With the proved address ravi@example.org.").wait_for()
    if javascript:
        fits(page)
    page.click("text=Forget the proof")
    page.get_by_role("button", name="Forget the proof").click()
    page.get_by_text("Forgotten.").wait_for()
    assert not ravi.cookies()
    page.goto(f"{receipt}everything/")
    page.locator("summary", has_text="Erase all of it").click()
    page.get_by_role("button", name="Erase all of it for good").click()
    page.get_by_text("Everything is erased.").wait_for()
    assert not ravi.noticed
