import pytest

from tests.browser.paper import addresses
from tests.browser.visitor import Visitor
from tests.site import Site


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


@pytest.fixture(scope="session")
def paper(tmp_path_factory, collected, demo):
    """The real server with the demo paper, for all who only read in it."""
    with Site(tmp_path_factory.mktemp("paper"), collected, demo) as site:
        site.start()
        yield site


@pytest.fixture(scope="session")
def answers(paper):
    """What each public address of the demo paper answers to who follows every link."""
    return addresses(paper.url)
