"""What machines read of a paper whose texts are not polite: no judge has anything to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.models import Masthead
from tests import hostile
from tests.articles import judges
from tests.articles.test_structured import data_of
from tests.cast import a_comment, an_article

W3C = Path(__file__).resolve().parents[3] / "shared" / "data" / "validators" / "check_feed.py"
# A Python that has lxml, html5lib and rdflib, which the validator needs and the paper does not.
W3C_PYTHON = os.environ.get("FEED_VALIDATOR_PYTHON", sys.executable)
# Names are plain text in Atom, whatever they look like, and two articles may be of one second.
NO_FAULT = (
    "name should not contain HTML",
    "Two entries with the same value for atom:updated",
    "files, 0 errors",
)
ATTACK = 'If x<y then AT&T pays. 5 < 6 & ]]> "so" <script>alert(1)</script> <img src=x onerror=y>'


@pytest.fixture
def paper(db):
    paper = hostile.furnish("ar", crowd=12)
    attacked = an_article(headline=ATTACK, lead=ATTACK, body="", published=None)
    attacked.publish()
    a_comment(attacked, name="<b>Mallory</b>", text=ATTACK)
    an_article(headline="Nothing", lead="", body="")
    return paper


@pytest.fixture
def places(paper):
    labels = [f"{label.get_absolute_url()}feed" for label in (paper.topics[0], paper.authors[0])]
    return ["/feed", "/comments", *labels, f"{paper.crowded.get_absolute_url()}comments"]


def test_every_feed_is_what_its_standard_says(reader, places):
    """K10a, K10b, K10c, K10d."""
    for place in places:
        for form, judge in judges.JUDGES.items():
            text = reader.get(f"{place}.{form}").text
            assert judge(text, f"http://testserver{place}.{form}"), place


@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ({"items": [{"id": 1, "content_text": "A boat."}]}, "$.items[0].id"),
        ({"items": [{"id": "1"}]}, "$.items[0]"),
        ({"items": [{"id": "1", "content_text": "", "date_published": "today"}]}, "date_published"),
        ({"items": [{"id": "1", "content_text": "", "author": {}}]}, "author"),
        ({"version": "https://jsonfeed.org/version/1"}, "$.version"),
        ({"author": {"name": "Ilse"}}, "author"),
        ({"authors": [{}]}, "$.authors[0]"),
        ({"icon": "/icon.png"}, "$.icon"),
        ({"hubs": [{"url": "https://hub.example.org/"}]}, "$.hubs[0]"),
        ({"_ours": "words"}, "_ours"),
    ],
)
def test_the_schema_of_json_feed_refuses_what_version_1_1_does_not_say(what, refused):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": []}
    judges.JSON_FEED.check_schema(judges.JSON_FEED.schema)
    assert judges.JSON_FEED.is_valid(feed)
    [fault] = judges.JSON_FEED.iter_errors(feed | what)
    assert refused in f"{fault.json_path}: {fault.message}"


def test_the_data_of_pages_has_the_shapes_of_schema_org(reader, paper):
    """K10d."""
    stories = [story.get_absolute_url() for story in paper.articles.values() if story.is_public]
    addresses = ["/", paper.authors[0].get_absolute_url(), *stories[:6], stories[-1]]
    found = set.union(*(judges.check_data(data_of(reader.get(each))) for each in addresses))
    assert {"NewsArticle", "Comment", "WebSite", "ProfilePage", "BreadcrumbList"} <= found


@pytest.mark.real
@pytest.mark.skipif(not W3C.exists(), reason="W3C's validator is not beside this checkout")
def test_w3cs_validator_finds_nothing(reader, places, tmp_path):
    """K10a, K10b, K10c, K10f."""
    modules = [W3C_PYTHON, "-c", "import lxml, html5lib, rdflib"]
    if subprocess.run(modules, capture_output=True, check=False).returncode:
        pytest.skip("no Python with lxml, html5lib and rdflib: set FEED_VALIDATOR_PYTHON")
    findings = []
    for language in ("ar", "zh-hans", "pt-br"):
        Masthead.objects.update(language=language)
        for place in places:
            for form in ("atom", "rss"):
                file = tmp_path / f"feed.{form}"
                file.write_bytes(reader.get(f"{place}.{form}").body)
                base = f"http://testserver{place}.{form}"
                command = [W3C_PYTHON, W3C, "--base", base, file]
                told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
                lines = [line for line in told.splitlines() if not line.endswith(NO_FAULT)]
                findings += [(place, form, line.partition(": ")[2]) for line in lines]
    assert findings == []
