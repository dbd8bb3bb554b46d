"""The trash and the old addresses on a phone: pressed, accessible, no sideways.

A browser is needed for what is pressed with it: a button outside its form, and axe in both schemes.
"""

import pytest

from articles.models import Article
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.cast import an_article, session_of, staff

pytestmark = pytest.mark.browser

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
OURS = "#content-main"


def check(visitor, part=OURS):
    assert visitor.page.evaluate(FITS)
    for find in (barriers, barriers_in_the_dark):
        assert find(visitor.page, part) == ""


def test_an_article_is_deleted_restored_and_given_an_old_address(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    article = an_article(headline="Harbour fire")
    ida = visit(live_server.url, width=390)
    ida.enter(session)
    page = ida.page
    page.goto(f"/admin/articles/article/{article.pk}/delete/")
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("can be restored for 30 days").first.wait_for()
    page.get_by_role("link", name="In the trash").click()
    page.get_by_role("link", name="Harbour fire").click()
    page.get_by_role("button", name="Restore …").wait_for()
    assert ida.noticed == []  # before axe, which writes styles of its own
    check(ida, ".desk-trash")
    page.get_by_role("button", name="Restore …").click()
    page.get_by_role("button", name="Restore (1)").click()
    page.get_by_text("1 article changed.").wait_for()
    assert Article.objects.get().is_public
    page.goto(f"/admin/articles/article/{article.pk}/addresses/")
    page.get_by_label("Old address").fill("/2019/05/old.html")
    page.get_by_label("Old address").press("Enter")
    page.get_by_text("leads here now").wait_for()
    check(ida)
    page.goto("/2019/05/old.html")
    page.get_by_role("heading", name="Harbour fire").wait_for()
