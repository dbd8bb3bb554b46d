"""A moderator chooses letters, and decides from one: without login or script, on a phone."""

import re

import pytest

from tests.browser.test_notifications import fits, notification
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
from tests import cast
cast.staff("Mo", "Moderators")
cast.an_article(headline="The crane has left the harbour")
"""
COMMENT = """
from articles.models import Article
from comments.models import Status
from tests import cast
cast.a_comment(Article.objects.get(), Status.PENDING, text="It is gone. " + "x" * 200)
"""


def test_from_the_choice_at_the_desk_to_a_comment_that_everybody_sees(site, visit):
    site.python(FURNISH)
    mo = visit(site.url, width=390)
    mo.sign_in("mo", PASSWORD)
    mo.page.click("text=Notifications")
    mo.page.get_by_label("Every comment").check()
    assert mo.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    mo.page.get_by_role("button", name="Save").click()
    mo.page.get_by_text("Your choice has been saved.").wait_for()
    assert mo.page.get_by_label("Every comment").is_checked()
    site.python(COMMENT)

    mail = notification(site)
    assert mail["To"] == "mo@example.org"
    words = mail.get_body(("plain",)).get_content()
    approve, reject, _spam = re.findall(r"http://\S+/moderate/\S+", words)

    looking = visit(site.url, width=390)
    for address in (approve, reject):
        looking.page.goto(address)
        fits(looking.page)

    phone = visit(site.url, javascript=False, width=390)
    page = phone.page
    page.goto("/")
    page.click("text=The crane has left the harbour")
    assert page.get_by_text("It is gone.").count() == 0
    page.goto(approve)
    page.get_by_role("heading", name="Approve this comment?").wait_for()
    button = page.get_by_role("button", name="Approve")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.get_by_role("heading", name="You approved this comment.").wait_for()
    assert page.get_by_role("button").count() == 0
    page.click("text=The crane has left the harbour")
    page.get_by_text("It is gone.").wait_for()
    page.goto(reject)
    page.get_by_role("heading", name="You approved this comment.").wait_for()
    assert not phone.cookies()
    looking.page.reload()
    fits(looking.page)
    assert mo.noticed == looking.noticed == phone.noticed == []
