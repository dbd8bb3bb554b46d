"""What other programs put on the clipboard becomes what an article may hold.

A browser, because the clipboard is a browser's, and so is the policy under which it is read.
"""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from articles.models import Picture
from newsroom import html
from tests.browser.clipboards import CLIPBOARDS, OURS
from tests.cast import an_article, session_of, staff
from tests.dom import shape

pytestmark = pytest.mark.browser

PASTE = """(clipboard) => {
  editor.commands.setContent(clipboard.before ?? "");
  editor.commands.focus(clipboard.at ?? "end");
  const data = new DataTransfer();
  for (const type of ["text/html", "text/plain"]) data.setData(type, clipboard[type] ?? "Plain.");
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  editor.view.dom.dispatchEvent(new ClipboardEvent("paste", event));
  return [editor.getHTML(), document.querySelector(".desk-pasted").textContent];
}"""
NOTE = '<ol class="footnotes"><li id="fn-1">A note. <a href="#fnref-1">↩</a></li></ol>'
MARK = re.compile(r'<a href="#fn-1" id="fnref-1"><sup>1</sup></a>|<sup><a [^>]*>1</a></sup>')
# What each of them can say of it; the rest is asked of all.
CAN = {
    "footnote": {"Word", "Google Docs", "LibreOffice", "Wikipedia", "another article"},
    "head of a table": {"Notion", "another article"},
    "caption": {"Wikipedia", "another article"},
    "picture that is told of": set(CLIPBOARDS)
    - {"Word on the web", "Wikipedia", "another article"},
}
FEATURES = {
    "heading": lambda out, _told: out.startswith("<h2>The quay</h2>"),
    "bold is bold, plain is plain": lambda out, _told: (
        "<p>Plain, <strong>bold</strong> and <em>italic</em> words" in MARK.sub("", out)
        and html.plain("".join(re.findall("<strong>.*?</strong>", out))) in ("bold", "boldYear")
    ),
    "list in a list": lambda out, _told: (
        "<ul><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul>" in out
    ),
    "table": lambda out, _told: (
        re.sub(r"</?(?:strong|tbody|thead)>| scope=\"col\"|<caption>.*</caption>", "", out)
        .replace("th>", "td>")
        .count(
            "<table><tr><td>Year</td><td>Cranes</td></tr><tr><td>1962</td><td>4</td></tr></table>"
        )
        == 1
    ),
    "link without redirection": lambda out, _told: (
        '<a href="https://example.org/report">Report</a>' in out
    ),
    "comments and fonts gone": lambda out, _told: (
        not re.search(r"Sure|\[ID1\]|\[a\]|style=|font|span|\[1\]|·|AD_4nX|\xa0", out)
    ),
    "footnote": lambda out, _told: NOTE in out and len(MARK.findall(out)) == 1,
    "head of a table": lambda out, _told: "<thead><tr><th" in out,
    "caption": lambda out, _told: "<caption>Cranes</caption>" in out or "<figcaption>" in out,
    "picture that is told of": lambda out, told: "A crane" not in out and "A crane" in told,
}


@pytest.fixture
def page(live_server, visit, db):
    """The form of an article, opened by Ida, whose browser may have noticed nothing."""
    ida = visit(live_server.url)
    ida.enter(session_of(staff("Ida", "Editors")))
    ida.page.add_init_script(
        'addEventListener("prose-editor:ready", ({ detail }) => { editor = detail.editor })'
    )
    ida.page.goto(f"/admin/articles/article/{an_article(published=None).pk}/change/")
    ida.page.get_by_role("toolbar", name="Formatting").wait_for()
    yield ida.page
    assert [line for line in ida.noticed if "404" not in line] == []


def test_each_program_and_what_comes_of_it(page):
    """K7f, E2: a table of source and feature, printed with -s."""
    table = {}
    for source, clipboard in CLIPBOARDS.items():
        out, told = page.evaluate(PASTE, {"text/html": clipboard})
        stored = html.article(out)
        assert shape(stored) == shape(out), source
        for feature, is_there in FEATURES.items():
            table[source, feature] = bool(is_there(stored, told))
    for feature in FEATURES:
        able = CAN.get(feature, set(CLIPBOARDS))
        cells = ["yes" if table[s, feature] else "NO" if s in able else "-" for s in CLIPBOARDS]
        print(f"{feature:30}", *(f"{cell:>16}" for cell in cells))
        assert {s for s in able if not table[s, feature]} == set(), feature


def test_a_footnote_joins_those_that_are_there_and_all_are_numbered(page):
    """K7f"""
    before = f'<p>Old<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>{NOTE}'
    first = '<p>x<sup><a href="#n" id="m">[1]</a></sup></p><p id="n"><a href="#m">[1]</a> New.</p>'
    out, _told = page.evaluate(PASTE, {"text/html": first, "before": before, "at": 5})
    notes = re.findall(r'<li id="(fn-\d)">', out)
    assert (notes, out.count("<ol")) == (["fn-1", "fn-2"], 1)
    assert re.findall(r"<sup>(?:<a[^>]*>)?(\d)<", out) == ["1", "2"]


def test_a_part_of_a_line_stays_in_the_line_and_plain_text_is_plain(page):
    """K7f"""
    piece = '<meta charset="utf-8"><span style="font-weight:700">bold</span> x'
    out, _told = page.evaluate(PASTE, {"text/html": piece, "before": "<p>one:</p>"})
    assert out == "<p>one:<strong>bold</strong> x</p>"
    page.locator(".prose-menubar summary").click()
    page.get_by_role("button", name="Paste as plain text").click()
    assert "without formatting" in page.locator(".desk-pasted").inner_text()
    plain = {"text/html": OURS, "text/plain": "One *a*\nTwo"}
    assert page.evaluate(PASTE, plain)[0] == "<p>One *a*</p><p>Two</p>"
    assert page.evaluate(PASTE, plain)[0].startswith("<h2>")


def test_a_note_of_another_page_stays_one_and_its_boxes_do_not(page):
    pasted = "<p>One</p><aside><p>Two</p></aside><aside><h2>Most read</h2><p>Three</p></aside>"
    out, _told = page.evaluate(PASTE, {"text/html": pasted})
    assert out == "<p>One</p><aside><p>Two</p></aside><h2>Most read</h2><p>Three</p>"


def test_a_picture_that_comes_along_goes_into_the_library(page):
    """K7f"""
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    image = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    page.evaluate(PASTE, {"text/html": f"<p>One</p><img src='{image}' alt='A boat'>"})
    page.locator(".ProseMirror img[data-picture]").wait_for()
    out = page.evaluate("editor.getHTML()")
    assert f'data-picture="{Picture.objects.get().pk}"' in out
    assert ("<p>One</p>" in out, "data:" in out) == (True, False)
    assert ('alt="A boat"' in out, Picture.objects.get().alt) == (True, "A boat")
