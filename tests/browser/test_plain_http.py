"""A paper without TLS: browsers say less there of where a form comes from, and it works."""

import pytest

from comments.models import Comment, Notice
from comments.tokens import receipts
from tests.browser.visitor import Visitor, take_time
from tests.cast import a_comment
from tests.conftest import CHROMIUM

pytestmark = pytest.mark.browser
NAME = "news.example.org"


@pytest.fixture
def ravi(chromium, live_server, settings):
    """A browser at a name of the paper's own: to browsers 127.0.0.1 is as good as encrypted."""
    settings.ALLOWED_HOSTS = [NAME]
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
    )
    port = live_server.url.rpartition(":")[2]
    visitor = Visitor(browser, f"http://{NAME}:{port}", javascript=False)
    yield visitor
    visitor.leave()
    browser.close()


def test_reports_edits_and_deletions_are_taken(ravi, article, transactional_db):
    """K17c: with the headers of a real Chromium, which no table can be sure of."""
    comment, token = a_comment(article), receipts.token("f" * 32)
    Comment.objects.filter(pk=comment.pk).update(receipt=receipts.hashed(token))
    page, sent = ravi.page, []
    page.on("request", lambda asked: sent.append(asked) if asked.method == "POST" else None)

    page.goto(f"{comment.get_absolute_url()}report/")
    page.get_by_label("It insults or threatens somebody.").check()
    take_time(page)
    page.locator("form [type=submit]").click()
    page.get_by_text("A moderator will look at your report.").wait_for()
    assert Notice.objects.get().comment == comment

    page.goto(f"/receipt/{token}/edit/")
    page.get_by_label("Your comment").fill("Other words.")
    page.locator("form [type=submit]").click()
    page.wait_for_url(f"**/receipt/{token}/")
    assert Comment.objects.get().revisions.get().text == "Other words."

    page.locator(f"form[action$='{token}/delete/'] button").dispatch_event("click")
    page.get_by_text("have been deleted").wait_for()
    assert Comment.objects.get().is_deleted

    said = [asked.all_headers() for asked in sent]
    assert {headers["origin"] for headers in said} == {ravi.url}
    assert not any("sec-fetch-site" in headers for headers in said)
