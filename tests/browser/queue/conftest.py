"""Mo, before the queue."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Status
from tests.browser.queue.steps import QUEUE, SOLD, shown
from tests.cast import a_comment, an_article, session_of, staff


@pytest.fixture
def mo_looks(live_server, visit):
    """Mo before the queue, in which so many comments wait."""
    session = session_of(staff("Mo", "Moderators"))
    pages, asked = [], set()

    def look(number, variants=0, **options):
        article = an_article()
        for place in range(number):
            a_comment(article, Status.PENDING, text=f"Number {place} has something to say.")
        for place in range(variants):
            text = f"I earn {place} a week from home with a simple trick that you should try today"
            a_comment(article, Status.PENDING, text=text)
        mo = visit(live_server.url, **options)
        pages.append(mo.page)
        mo.page.on("request", lambda request: asked.add(request))
        mo.page.on("requestfinished", lambda request: asked.discard(request))
        mo.page.on("requestfailed", lambda request: asked.discard(request))
        mo.enter(session)
        mo.page.goto(QUEUE)
        return mo

    yield look
    # The page asks for more rows on its own: the paper answers before the database is emptied.
    for _ in range(40):
        if asked and pages:
            pages[0].wait_for_timeout(50)


@pytest.fixture
def mo_sees_four_alike(mo_looks):
    """One comment, then a card of four that say the same, then another one."""
    mo = mo_looks(1)
    article = Article.objects.get()
    for place in range(4):
        a_comment(article, Status.PENDING, name=f"Seller {place}", text=SOLD)
    a_comment(article, Status.PENDING, text="The last word.")
    mo.page.reload()
    expect(shown(mo.page)).to_have_count(3)
    return mo
