"""Reading the whole paper leaves no trace, asks nobody else, and works for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.paper import ARTICLE, KINDS, fetch

NOT_STORED = (
    *("/comment/", "/follow/", "/report/", "/my-data/", "/search/"),
    *("/news-sitemap.xml", "/healthz", "/readyz"),
)
pytestmark = [pytest.mark.browser, pytest.mark.site]


def test_two_visitors_get_the_same_bytes_and_no_cookie_and_are_told_when_they_know_them(
    paper, answers
):
    public = [address for address in answers if not address.endswith(NOT_STORED)]
    assert len(public) >= 50
    for address, answer in answers.items():
        assert "set-cookie" not in answer.headers, address
    for address in public:
        answer = answers[address]
        other = fetch(
            paper.url + address,
            **{"Cookie": "theme=dark", "Accept-Language": "ar", "User-Agent": "Another/1.0"},
        )
        assert other.body == answer.body, address
        etag = answer.headers["etag"]
        assert other.headers["etag"] == etag, address
        assert fetch(paper.url + address, **{"If-None-Match": etag}).status == 304, address
    print(f"{len(answers)} addresses, {len(public)} of them stored")


@pytest.fixture
def read(request, answers):
    """A page of each kind; with --all, every page that can be reached."""
    if request.config.option.all:
        return [address for address, answer in answers.items() if answer.is_page]
    return KINDS.values()


def test_a_browser_that_reads_all_of_it_keeps_nothing_and_asks_nobody_else(paper, visit, read):
    """A36"""
    visitor = visit(paper.url)
    for address in read:
        visitor.page.goto(address)
    assert visitor.cookies() == []
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.noticed == []


def test_the_form_comes_into_the_page_with_the_keyboard_alone(paper, visit):
    visitor = visit(paper.url, width=390)
    page = visitor.page
    page.goto(ARTICLE)
    page.get_by_role("button", name="Post a Comment").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your name").wait_for()
    assert page.evaluate("document.activeElement.name") == "text"
    page.get_by_role("link", name="Reply to Ines P.").first.click()
    page.get_by_role("heading", name="Reply to Ines P.").wait_for()
    expect(page.locator("#comments form")).to_have_count(1)
    assert visitor.noticed == []
