"""Each page of the desk for articles: accessible, and none wider than its screen, at a desk and on
a phone, light and dark.

A browser, because axe asks for the colours and sizes that one shows.
"""

import pytest

from articles.models import Why
from tests.browser.barriers import barriers_everywhere
from tests.cast import a_picture, an_article, from_now, session_of, staff

pytestmark = pytest.mark.browser

LIST = "/admin/articles/article/"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft "
TEXT = "<p>One.</p><p>Two.</p><h2>A part</h2><ul><li>Three.</li></ul>"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def page(live_server, visit):
    boss = visit(live_server.url, bypass_csp=True)
    boss.enter(session_of(staff("Boss", is_superuser=True)))
    return boss.page


def look(page, name):
    assert page.evaluate(FITS), name
    assert barriers_everywhere(page) == "", name
    assert page.evaluate(FITS), (name, "on a phone")
    page.set_viewport_size({"width": 1280, "height": 900})


def with_changes(**fields):
    """A public article with changes that are not public, and a text that waits for a merge."""
    article = an_article(**fields)
    article.record(Why.SAVED)
    content = article.edited_content
    article.save_content({**content, "body": TEXT.replace("Two", "2")}, why=Why.SAVED)
    beside = {**content, "body": TEXT.replace("Two", "II")}
    return article, article.record(Why.BESIDE, content=beside)


def test_each_page_about_articles_bars_nobody_and_fits(page):
    picture = a_picture(alt=LONG * 2, ready=True)
    article, beside = with_changes(
        headline=LONG * 2, body=TEXT, about=["harbour"], by=["Ilse"], picture=picture
    )
    article.corrections.create(text=f"We wrote {LONG}.", kind="correction")
    draft = an_article(published=None, headline="الميناء")
    scheduled = an_article(published=from_now(days=1))
    one = f"{LIST}{article.pk}/"
    for address in (
        LIST, f"{LIST}?q=nothing", f"{one}publishing/", f"{LIST}{draft.pk}/publishing/",
        f"{LIST}{scheduled.pk}/publishing/", f"{one}history/", f"{one}compare/?old=1&new=2",
        f"{one}merge/{beside.number}/?base=1", f"{one}corrections/", f"{one}delete/",
        f"{one}preview/", f"{LIST}{draft.pk}/preview/link/", f"{LIST}autosaves/",
        "/admin/articles/picture/", f"/admin/articles/picture/{picture.pk}/change/",
        f"/admin/articles/picture/{picture.pk}/delete/",
    ):  # fmt: skip
        assert page.goto(address).status == 200, address
        look(page, address)
    page.goto(LIST)
    page.get_by_role("checkbox", name=draft.headline).check()
    page.locator("[name=action]").select_option(label="Publish …")
    page.get_by_role("button", name="Do it").click()
    page.locator(".bulk").wait_for()
    look(page, "many at once")
