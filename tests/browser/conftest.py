import pytest

from tests.browser.visitor import Visitor
from tests.site import Site

NO_TASKS = """
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.all().delete()
"""


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
    # The worker would be busy with the pictures for as long as the tests read.
    site.python(NO_TASKS)
    site.start()
    yield site
    site.stop()
