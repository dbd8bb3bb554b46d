import pytest

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
def paper(tmp_path_factory, collected):
    """The real server with the demo paper, for all who only read in it."""
    site = Site(tmp_path_factory.mktemp("paper"), static=collected)
    site.manage("migrate", "-v0")
    site.manage("demo")
    # Made here, or the worker would make them while the tests measure.
    site.manage("develop_pictures")
    site.start()
    yield site
    site.stop()
