"""With a real server and a real worker: what fails leaves a line, and what is given up a row."""

import re
import time
import urllib.request
from urllib.error import HTTPError

import pytest

from tests.site import Site

pytestmark = pytest.mark.site
PATIENCE = 30  # seconds
LINE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR"
ARTICLE = """
from tests import cast
print(cast.an_article().get_absolute_url())
"""
# A piece of work that is of no use to anybody: what it is about is no number of a picture.
PLAN = """
from newsroom.models import Job
print(Job.plan("picture_stored", "ravi@example.org").pk)
"""
ROW = """
from newsroom.models import Job
print(*Job.objects.filter(pk={pk}).values_list("tries", "error"))
"""
DESK = """
from django.test import Client
from tests import cast
client = Client(headers={{"host": "127.0.0.1"}})
client.force_login(cast.staff("Boss", is_superuser=True))
print(client.get("/admin/newsroom/job/").content.decode())
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory, collected, migrated):
    """A paper whose owner has made a mistake in a template of the article's page."""
    look = tmp_path_factory.mktemp("look")
    part = look / "templates" / "articles" / "_share.html"
    part.parent.mkdir(parents=True)
    part.write_text("{% iff article %}<p>Pass it on.</p>{% endif %}")
    folder = tmp_path_factory.mktemp("broken")
    with Site(folder, collected, migrated, NEWSROOM_LOOK=str(look)) as site:
        site.start()
        yield site


def told(site, pattern):
    """What the site has written on stderr from the line that has `pattern`, and the match."""
    until = time.monotonic() + PATIENCE
    while not (match := re.search(pattern, site.told())):
        assert time.monotonic() < until, site.told()
        time.sleep(0.1)
    time.sleep(0.2)  # the rest of the traceback
    return match, site.told()[match.start() :].splitlines()


def test_a_mistake_in_a_template_is_told_with_its_request_and_its_place(broken):
    """K2a"""
    path = broken.python(ARTICLE).strip()
    with pytest.raises(HTTPError) as answer:
        urllib.request.urlopen(f"{broken.url}{path}?from=ravi@example.org", timeout=PATIENCE)
    assert answer.value.code == 500
    request = answer.value.headers["X-Request-ID"]
    assert request in answer.value.read().decode()
    line = rf"{LINE} {request} django\.request: Internal Server Error: {re.escape(path)}\n"
    _match, lines = told(broken, line)
    assert lines[1] == "Traceback (most recent call last):"
    fault = next(each for each in lines if "TemplateSyntaxError" in each)
    assert "Invalid block tag on line 1: 'iff'" in fault
    assert "ravi" not in broken.told()


def test_a_piece_of_work_that_fails_leaves_a_line_and_its_row_at_the_desk(broken):
    """K1d, K2a"""
    pk = broken.python(PLAN).strip()
    _match, lines = told(broken, rf"{LINE} job-{pk} newsroom\.work\.loop: Job {pk} failed\.\n")
    assert lines[1] == "Traceback (most recent call last):"
    assert "ValueError" in lines
    assert "ravi" not in broken.told()
    until = time.monotonic() + PATIENCE
    while broken.python(ROW.format(pk=pk)).strip() != "(1, 'ValueError')":
        assert time.monotonic() < until, broken.python(ROW.format(pk=pk))
        time.sleep(0.1)
    page = broken.python(DESK.format())
    assert "picture_stored" in page
    assert ">ValueError<" in page
