import pytest

from tests.browser.visitor import Visitor


@pytest.fixture
def visit(chromium):
    """Open a browser for one person: `visit(url, javascript=False, width=390)`."""
    opened = []

    def open_browser(url, **options):
        visitor = Visitor(chromium, url, **options)
        opened.append(visitor)
        return visitor

    yield open_browser
    for visitor in opened:
        visitor.leave()


@pytest.fixture
def paper(site):
    """The real server with the demo paper."""
    site.manage("demo")
    return site
