"""Reading the whole paper leaves no trace, asks nobody else, and works for everybody."""

import re
import urllib.request
from urllib.error import HTTPError

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.site]

MACHINES = [
    "/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/comments.atom",
    "/sitemap.xml",
    "/sitemap-articles.xml",
    "/robots.txt",
    "/ads.txt",
]
ARTICLE = "/2026/11/the-last-crane-leaves-the-north-quay/"
LOOKED_AT = ["/", ARTICLE, f"{ARTICLE}comment/", "/topics/harbour/", "/2026/", "/nowhere"]


@pytest.fixture
def paper(site):
    """The real server with the demo paper."""
    site.manage("demo")
    return site


def fetch(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, dict(error.headers), b""


def addresses(url):
    """Every public address that can be reached from the front page."""
    found, asked = ["/", *MACHINES], []
    while found:
        address = found.pop(0)
        if address in asked:
            continue
        asked.append(address)
        status, headers, body = fetch(url + address)
        assert status == 200, address
        if headers["content-type"].startswith("text/html") and not address.endswith("/comment/"):
            linked = re.findall(r'href="(/[^"#?]*(?:\?before=[^"#]*)?)[^"]*"', body.decode())
            found += [link for link in linked if not link.startswith(("/static/", "/admin/"))]
    return asked


def test_two_visitors_get_the_same_bytes_and_no_cookie_and_are_told_when_they_know_them(paper):
    asked = addresses(paper.url)
    public = [address for address in asked if not address.endswith("/comment/")]
    assert len(public) >= 50
    for address in asked:
        assert "set-cookie" not in fetch(paper.url + address)[1], address
    for address in public:
        _, headers, body = fetch(paper.url + address)
        other = fetch(
            paper.url + address,
            **{"Cookie": "theme=dark", "Accept-Language": "ar", "User-Agent": "Another/1.0"},
        )
        assert other[2] == body, address
        assert other[1]["etag"] == headers["etag"], address
        assert fetch(paper.url + address, **{"If-None-Match": headers["etag"]})[0] == 304, address
    print(f"{len(asked)} addresses, {len(public)} of them stored")


def test_a_browser_that_reads_fifty_pages_keeps_nothing_and_asks_nobody_else(paper, visit):
    visitor = visit(paper.url)
    pages = [
        a
        for a in addresses(paper.url)
        if a not in MACHINES and not re.search(r"\.(atom|rss|json)$", a)
    ][:50]
    for address in pages:
        visitor.page.goto(address)
    assert len(pages) == 50
    assert visitor.cookies() == []
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.noticed == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible_and_fit_the_screen(paper, visit, dark):
    for width in (320, 390, 1280):
        visitor = visit(paper.url, width=width, dark=dark)
        for address in LOOKED_AT:
            visitor.page.goto(address)
            fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert visitor.page.evaluate(fits), (address, width)
        assert visitor.noticed == []
    visitor.context.close()
    # The checker brings a script of its own, which our policy would (rightly) refuse.
    context = visitor.browser.new_context(
        base_url=paper.url, bypass_csp=True, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    for address in LOOKED_AT:
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
    context.close()


def test_the_form_comes_into_the_page_with_the_keyboard_alone(paper, visit):
    visitor = visit(paper.url, width=390)
    page = visitor.page
    page.goto(ARTICLE)
    page.get_by_role("link", name="Post a Comment").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your name").wait_for()
    assert page.evaluate("document.activeElement.name") == "name"
    page.get_by_role("link", name="Reply to Ines P.").first.click()
    page.get_by_role("heading", name="Reply to Ines P.").wait_for()
    assert page.locator("form").count() == 1
    assert visitor.noticed == []
