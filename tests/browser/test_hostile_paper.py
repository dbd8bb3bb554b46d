"""A paper of texts that are not polite, on every screen, in both schemes and both directions.

One visit looks at each page once and changes the window, not the page: loading costs most. The
checker of HTML runs once over all that was answered.
"""

import json
from dataclasses import dataclass, field
from time import monotonic

import pytest

from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.judging import faults_of_html, losses
from tests.browser.paper import KINDS, fetch
from tests.browser.visitor import Visitor
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.site]

FURNISH = """
import json
from tests.cast import session_of, staff
from tests.hostile import addresses, furnish
boss, paper = staff("Boss", is_superuser=True), furnish()
pages = addresses.of_readers(paper) | addresses.private(paper, boss) | addresses.of_the_desk(paper)
print(json.dumps({"pages": pages, "session": session_of(boss)}))
"""
IN_ARABIC = """
from newsroom.models import Masthead
masthead = Masthead.current()
masthead.name, masthead.language = "صحيفة الأهالي والميناء", "ar"
masthead.save()
"""
# Pages that say all there is to say about the other direction.
BOTH_WAYS = """
    front; article: arabic; article: long words, de; article: english; form for an answer; topic;
    author; search; corrections; rules; my data; receipt; desk; articles; an article; publishing;
    queue; statistics; decisions; commenter; a comment
"""
# What axe has not seen in the demo paper (test_every_page.py), and of the desk what is ours alone.
WITH_AXE = """
    front; article: long words, de; article: every tag; article: table; form for an answer;
    form of a report; receipt; receipt of one that was rejected; edit; report; my data; confirming;
    unsubscribing; deciding by e-mail; desk; publishing; a comment; statistics; decisions;
    commenter; notifications
"""


@dataclass
class Findings:
    pages: int = 0
    looks: int = 0
    lost: dict = field(default_factory=dict)


def names(words):
    return [" ".join(name.split()) for name in words.split(";")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, collected, migrated):
    """The real server with the hostile paper; `.pages` are its addresses."""
    with Site(tmp_path_factory.mktemp("hostile"), collected, migrated) as site:
        furnished = json.loads(site.python(FURNISH))
        site.pages, site.session = furnished["pages"], furnished["session"]
        site.start()
        yield site


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The folder of what was answered, as files for the checker."""
    return tmp_path_factory.mktemp("sources")


@pytest.fixture(scope="module")
def visitor(hostile, chromium):
    visitor = Visitor(chromium, hostile.url, bypass_csp=True)  # axe brings a script of its own
    visitor.enter(hostile.session)
    yield visitor
    visitor.leave()


@pytest.fixture(scope="module")
def in_english(hostile, visitor, sources):
    return visit(visitor, hostile.pages, sources, "en")


@pytest.fixture(scope="module")
def in_arabic(hostile, visitor, sources, in_english):
    hostile.python(IN_ARABIC)
    return visit(visitor, {name: hostile.pages[name] for name in names(BOTH_WAYS)}, sources, "ar")


def visit(visitor, pages, sources, language):
    findings, began = Findings(), monotonic()
    for number, (name, address) in enumerate(pages.items()):
        answer = visitor.page.goto(address)
        assert answer.status == (404 if name == "not found" else 200), (name, answer.status)
        (sources / f"{language}-{number}.html").write_text(answer.text())
        findings.pages += 1
        for width, scheme, lost in losses(visitor.page):
            findings.looks += 1
            if lost:
                findings.lost[name, width, scheme] = lost
    print(
        f"{language}: {findings.looks} looks at {findings.pages} pages in "
        f"{monotonic() - began:.0f} s, words lost in {len(findings.lost)}"
    )
    return findings


def test_no_word_leaves_the_page_or_is_cut(in_english, visitor):
    """K11f, K11g: from 320 pixels to 1920, in both schemes."""
    assert in_english.pages > 50
    assert in_english.lost == {}
    assert visitor.noticed == []


def test_no_word_leaves_a_page_that_is_read_from_the_right(in_arabic):
    """K11f, K11g, K11m"""
    assert in_arabic.pages > 15
    assert in_arabic.lost == {}


def test_no_page_has_a_barrier(hostile, visitor):
    """K11m: the languages that texts say to be in are ones that a screen reader knows."""
    visitor.page.set_viewport_size({"width": 390, "height": 900})
    began, found = monotonic(), {}
    for name in names(WITH_AXE):
        visitor.page.goto(hostile.pages[name])
        if report := barriers(visitor.page) + barriers_in_the_dark(visitor.page):
            found[name] = report
    print(f"axe: {len(names(WITH_AXE))} pages in 2 schemes in {monotonic() - began:.0f} s")
    assert found == {}


def test_the_checker_of_html_finds_nothing(in_english, in_arabic, sources, paper):
    """K10d, K11m: in this paper, in the demo paper, and at the desk."""
    for number, address in enumerate(KINDS.values()):
        (sources / f"demo-{number}.html").write_text(fetch(paper.url + address).text)
    began, faults = monotonic(), faults_of_html(sources)
    print(f"vnu: {len(list(sources.iterdir()))} pages in {monotonic() - began:.0f} s")
    assert faults == []
