"""One list of what an article may hold: the sanitiser's and the editor's.

A browser, because the editor is a program of its own: one page, in which a script sets many texts.
"""

from html import escape, unescape
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from newsroom import html
from newsroom.html import rule_book
from newsroom.html.sanitising import EMPTY_PARAGRAPH
from tests.cast import an_article, session_of, staff
from tests.dom import shape

pytestmark = pytest.mark.browser

SAMPLES = {
    "href": "/2026/11/a/?b=1&c=2",
    "title": "a <b> & “c”",
    "cite": "https://example.org/",
    "datetime": "2026-11-27",
    "alt": 'A "boat" < 3 m',
    "src": "/media/a.jpg",
    "width": "40",
    "height": "30",
    "start": "4",
    "colspan": "2",
    "rowspan": "2",
    "scope": "col",
    "lang": "ar",
    "dir": "rtl",
    ("a", "id"): "fnref-1",
    ("li", "id"): "fn-1",
    ("code", "class"): "language-c",
    "data-picture": "7",
    "role": "presentation",
    ("figure", "class"): "gallery wide",
    ("blockquote", "class"): "pullquote",
    ("ol", "class"): "footnotes",
}


def sample(tag, name):
    return SAMPLES.get((tag, name), SAMPLES.get(name))


WORDS = [
    *(
        "word",
        "&lt;b&gt;",
        "R&amp;D",
        "a\xa0b",
        "soft\xadhyphen",
        "\u2067مرحبا\u2069",
        "👩‍👩‍👧",
        "क्षि",
        "1 &lt; 2",
    ),
    *('"', "'", "x, y."),
]
SPANS = ("colspan", "rowspan")
OPEN = """(sources) => sources.map((source) => {
  editor.commands.setContent(source);
  const held = [];
  editor.state.doc.descendants(({ type, attrs }) => { if (attrs.html) held.push(attrs.html) });
  return [editor.getHTML(), editor.storage.rules.fresh(editor.state.doc), held];
})"""


@pytest.fixture
def desk(live_server, visit):
    """The form of an article, opened by Ida: `desk(article)` gives the page."""
    ida = visit(live_server.url)
    ida.enter(session_of(staff("Ida", "Editors")))

    def form_of(article):
        ida.page.add_init_script(
            'addEventListener("prose-editor:ready", ({ detail }) => { editor = detail.editor })'
        )
        ida.page.goto(f"/admin/articles/article/{article.pk}/change/")
        ida.page.get_by_role("toolbar", name="Formatting").wait_for()
        return ida.page

    yield form_of
    assert [line for line in ida.noticed if "404" not in line] == []


# -- any text


class AnyText(Random):
    """Writes what the rule book allows, of a seed: Hypothesis would take seconds for a text."""

    def attributes(self, tag, *required):
        names = (*rule_book.ATTRIBUTES[tag], *rule_book.EVERYWHERE)
        chosen = [name for name in names if name in required or self.random() < 0.2]
        chosen = [name for name in chosen if name not in SPANS]  # they would make it uneven
        self.shuffle(chosen)
        return "".join(f' {name}="{escape(sample(tag, name))}"' for name in chosen)

    def element(self, tag, content):
        return f"<{tag}{self.attributes(tag)}>{content}</{tag}>"

    def line(self, depth=3):
        return "".join(self.piece(depth) for _ in range(self.randint(1, 3)))

    def piece(self, depth):
        kind = self.random()
        if kind < 0.5 or not depth:
            return self.choice(WORDS)
        if kind < 0.6:
            return self.choice(
                [f"<img{self.attributes('img', 'src')}>", f"x<br{self.attributes('br')}>y"]
            )
        return self.element(self.choice(sorted(rule_book.INLINE)), self.line(depth - 1))

    def inside(self, depth):
        return self.line() if not depth or self.random() < 0.4 else self.blocks(depth - 1)

    def blocks(self, depth):
        return self.choice(["", "\n"]).join(self.block(depth) for _ in range(self.randint(1, 2)))

    def many(self, tags, depth):
        return "".join(self.element(self.choice(tags), self.inside(depth)) for _ in range(2))

    def block(self, depth):
        containers = ["ul", "ol", "dl", "blockquote", "aside", "figure", "table"] if depth else []
        tag = self.choice([*containers, "p", "h2", "h3", "h4", "pre", "hr"])
        if tag == "hr":
            return f"<hr{self.attributes('hr')}>"
        if tag == "figure" and self.random() < 0.3:
            return self.card()
        return self.element(tag, self.content(tag, depth))

    def card(self):
        address = self.choice(["https://example.org/a?b=1&c=2", "/2026/11/a/"])
        image = self.choice(["", '<img alt="" data-picture="7" src="/media/a.jpg">'])
        words = [unescape(self.choice(WORDS)) for _ in range(2)]
        return html.card(address, *words, image=image)

    def content(self, tag, depth):
        match tag:
            case "ul" | "ol":
                return self.many(["li"], depth)
            case "dl":
                return self.many(["dt", "dd"], depth)
            case "blockquote" | "aside":
                return self.inside(depth)
            case "figure":
                return self.inside(depth) + self.element("figcaption", self.inside(depth))
            case "table":
                parts = [part for part in ("thead", "tbody", "tfoot") if self.random() < 0.7]
                caption = self.choice(["", self.element("caption", self.inside(depth))])
                return caption + "".join(self.section(part, depth) for part in parts or ["tbody"])
        return self.line()

    def section(self, part, depth):
        row = self.element("tr", self.many(["td", "th"], depth))
        return self.element(part, row * self.randint(1, 2))

    def text(self):
        parts = [self.choice([self.blocks(2), self.line()]) for _ in range(self.randint(1, 3))]
        return "".join(parts)


def test_any_text_comes_back_as_it_was(desk, db):
    """K7e"""
    page = desk(an_article(published=None))
    seen = []

    @settings(
        max_examples=40,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(some.integers(0, 2**32))
    def any_text(seed):
        print("seed", seed)
        sources = [html.article(AnyText(seed).text())]
        for source, (untouched, fresh, held) in zip(
            sources, page.evaluate(OPEN, sources), strict=True
        ):
            assert shape(untouched) == shape(source)
            assert shape(html.article(fresh)) == shape(fresh) == shape(source), held
            seen.append(bool(held))

    any_text()
    # A part of what is not there, an element of a line around a block, uneven rows: as they are.
    odd = [
        "<li>a</li><p>b</p>",
        '<a href="/x"><p>a</p></a>',
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
    ]
    letter = "editor.commands.insertContentAt(editor.state.doc.content.size, '<p>x</p>')"
    for source in map(html.article, odd):
        page.evaluate(OPEN, [source])
        page.evaluate(letter)
        assert page.evaluate("editor.getHTML()") == f"{source}<p>x</p>"
    # What the editor cannot take apart it holds as it is; that is for what hardly anybody writes.
    assert sum(seen) < len(seen) / 10


def test_each_tag_and_attribute_of_the_list_is_kept_and_nothing_else_is_made(desk, db):
    """K7e: both ways."""
    page = desk(an_article(published=None))
    around = {
        "li": "<ul>{}</ul>",
        "dt": "<dl>{}</dl>",
        "dd": "<dl>{}</dl>",
        "figcaption": "<figure><p>x</p>{}</figure>",
        "hr": "{}",
        "img": "<p>{}</p>",
        "br": "<p>x{}y</p>",
        "caption": "<table>{}<tbody><tr><td>x</td></tr></tbody></table>",
        "td": "<table><tbody><tr>{}</tr></tbody></table>",
        "th": "<table><tbody><tr>{}</tr></tbody></table>",
        "tr": "<table><tbody>{}</tbody></table>",
        "col": "<table><colgroup>{}</colgroup><tbody><tr><td>x</td></tr></tbody></table>",
        **dict.fromkeys(["thead", "tbody", "tfoot"], "<table>{}</table>"),
        "colgroup": "<table>{}<tbody><tr><td>x</td></tr></tbody></table>",
    }
    content = {
        **dict.fromkeys(["ul", "ol"], "<li>x</li>"),
        "dl": "<dt>x</dt>",
        "table": "<tbody><tr><td>x</td></tr></tbody>",
        "tr": "<td>x</td>",
        **dict.fromkeys(["thead", "tbody", "tfoot"], "<tr><td>x</td></tr>"),
        "colgroup": "<col>",
        "figure": "<p>x</p>",
    }
    sources = {}
    for tag, names in rule_book.ATTRIBUTES.items():
        for name in (*names, *rule_book.EVERYWHERE):
            value = escape(sample(tag, name))
            whole = f'<{tag} {name}="{value}">'
            if tag not in ("img", "br", "hr", "col"):
                whole += f"{content.get(tag, 'x')}</{tag}>"
            if tag == "img" and name != "src":
                whole = whole.replace("<img", '<img src="/media/a.jpg"')
            wrap = around.get(tag, "<p>{}</p>" if tag in rule_book.INLINE else "{}")
            if name == "rowspan":
                wrap = wrap.replace("</tr>", "</tr><tr></tr>")
            sources[tag, name] = wrap.format(whole)
    for (tag, name), source in sources.items():
        assert f"{name}=" in html.article(source), (tag, name)
    sources["together", ""] = EVERYTHING
    answers = page.evaluate(OPEN, [html.article(source) for source in sources.values()])
    for (key, source), (_untouched, fresh, held) in zip(sources.items(), answers, strict=True):
        assert (shape(fresh), held) == (shape(html.article(source)), []), key
    # Every tool, on words that are there: the sanitiser drops nothing that they make.
    page.once("dialog", lambda dialog: dialog.accept())
    made = set()
    for name in page.eval_on_selector_all(
        "[role=toolbar] [data-name]", "(all) => all.map((button) => button.dataset.name)"
    ):
        if name in ("html", "figure", "link", "card", "abbr", "quotes", "undo", "redo", "plain"):
            continue  # these ask first, or make nothing of their own
        page.evaluate(
            """editor.commands.setContent("<p>one</p><p>two</p>"); editor.commands.selectAll()"""
        )
        page.evaluate(f"document.querySelector('[data-name={name}]').click()")
        written = page.evaluate("editor.getHTML()")
        assert shape(html.article(written)) == shape(EMPTY_PARAGRAPH.sub("", written)), name
        made.add(written)
    assert len(made) > 15
    for name in page.eval_on_selector_all(
        "[role=toolbar] select option", "(all) => all.map((o) => o.value)"
    ):
        page.evaluate("""editor.commands.setContent("<p>one</p>"); editor.commands.selectAll()""")
        page.select_option("[role=toolbar] select", name)
        written = page.evaluate("editor.getHTML()")
        assert shape(html.article(written)) == shape(written), name


EVERYTHING = (
    '<p>First.</p>\n<pre><code class="language-py">if a &lt; b:\n\tpass</code></pre>\n'
    '<dl><dt>Quay</dt><dd>A wall.</dd></dl>\n<p><abbr title="Ministry">MoT</abbr> <u>u</u> '
    '<mark>m</mark> <q>q <q>r</q></q> <time datetime="2026">now</time> '
    '<i lang="fr" dir="ltr">mot</i> <b><a href="/x">y</a></b>\xa0</p>\n'
    "<p><mark><u>inside</u></mark> <u><mark>outside</mark></u></p><table>"
    '<caption>Cranes</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr>'
    "<td>1</td></tr></tbody></table><table><thead><tr><td>no head of a cell</td></tr></thead>"
    '<tbody lang="ar"><tr><th>a head</th></tr></tbody><tfoot><tr><td>sum</td></tr></tfoot></table>'
    "\n<ul>\n<li>one<ul><li>two</li></ul></li>\n</ul>"
    '<p>x<sup><a href="#fn-1" id="fnref-1">1</a></sup></p><ol class="footnotes"><li id="fn-1">n '
    '<a href="#fnref-1">↩</a></li></ol>'
)


def test_after_one_letter_nothing_else_has_changed(desk, db):
    """K7e"""
    article = an_article(published=None, body=EVERYTHING)
    page = desk(article)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert shape(article.body) == shape(EVERYTHING.replace("First.", "First.x"))


# -- what is typed

KEYS = ("Enter", "Tab", "Shift+Tab", "Escape", "ArrowDown")
TYPED = {
    "## Boats|Enter|came": "<h2>Boats</h2><p>came</p>",
    "- a|Enter|b|Enter|Tab|c": "<ul><li><p>a</p></li>"
    "<li><p>b</p><ul><li><p>c</p></li></ul></li></ul>",
    "1. a|Enter|b": "<ol><li><p>a</p></li><li><p>b</p></li></ol>",
    "4. a": '<ol start="4"><li><p>a</p></li></ol>',
    "> a": "<blockquote><p>a</p></blockquote>",
    "a|Enter|---|b": "<p>a</p><hr><p>b</p>",
    "```|Enter|a|Enter|b": "<pre><code>a\nb</code></pre>",
    "**a** *b* `c`": "<p><strong>a</strong> <em>b</em> <code>c</code></p>",
    "/head|ArrowDown|Enter|a": "<h3>a</h3>",
    "/numb|Enter|a": "<ol><li><p>a</p></li></ol>",
    "/pull|Enter|a": '<blockquote class="pullquote"><p>a</p></blockquote>',
    "/pull|Enter|a|Tab|b|Tab|c|Tab|d": '<blockquote class="pullquote"><p>a</p><p><cite>b</cite></p>'
    "<p><small>c</small></p></blockquote><p>d</p>",
    "/pull|Enter|a|Enter|b|Enter|Enter|d": '<blockquote class="pullquote"><p>a</p>'
    "<p><cite>b</cite></p></blockquote><p>d</p>",
    "/pull|Enter|a|Tab|b|Shift+Tab|x|Tab|y": '<blockquote class="pullquote"><p>ax</p>'
    "<p><cite>by</cite></p></blockquote>",
    "/pull|Enter|a|Enter|Enter|d": '<blockquote class="pullquote"><p>a</p></blockquote><p>d</p>',
    "a|Enter|/note|Enter|b|Enter|Enter|c": "<p>a</p><aside><p>b</p></aside><p>c</p>",
    "/note|Enter|/quot|Enter|/note|Enter|/note|Enter|b": "<aside><p>b</p></aside>",
    "/note|Enter|/text|Enter|b": "<p>b</p>",
    "/defi|Enter|a|Enter|b|Enter|c|Enter|d|Enter|Enter|e": "<dl><dt>a</dt><dd>b</dd><dt>c</dt>"
    "<dd>d</dd></dl><p>e</p>",
    "/foot|Enter|a": '<p><a href="#fn-1" id="fnref-1"><sup>1</sup></a></p>'
    '<ol class="footnotes"><li id="fn-1">a <a href="#fnref-1">↩</a></li></ol>',
    "/head|Escape|Enter|a": "<p>/head</p><p>a</p>",
    "km/h /numb|Enter|a": "<p>km/h /numb</p><p>a</p>",
    '"a" it\'s': '<p>"a" it\'s</p>',
}


def test_what_is_typed_becomes_what_it_looks_like(desk, db):
    """K7g: "1. " made no list; and the same from the menu of "/"."""
    page = desk(an_article(published=None))

    def typed(keys):
        page.evaluate("editor.commands.setContent(''); editor.view.focus()")
        for key in keys.split("|"):
            press = page.keyboard.press if key in KEYS else page.keyboard.type
            press(key)
        return page.evaluate("editor.getHTML()")

    assert {keys: html.article(typed(keys)) for keys in TYPED} == TYPED
    page.evaluate("editor.commands.setContent('<dl><dt>ab</dt><dd>c</dd></dl>')")
    page.evaluate("editor.commands.setTextSelection(4)")
    page.keyboard.press("Enter")
    assert page.evaluate("editor.getHTML()") == "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>"
    typed("/")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text() == "Text"
    assert page.locator(".ProseMirror").get_attribute(
        "aria-activedescendant"
    ) == chosen.get_attribute("id")
    # Quotation marks of the language, for who chose them.
    page.locator(".prose-menubar summary").click()
    page.get_by_role("button", name="Smart quotes").click()
    for language, shown in {"de": "„a“ ‚b‘", "ru": "«a» „b“", "fr": "«\u202fa\u202f» “b”"}.items():
        page.evaluate(f"document.documentElement.lang = {language!r}")
        assert html.plain(typed("\"a\" 'b'")) == shown
    assert html.plain(typed("it's")) == "it’s"


def test_a_link_without_a_scheme_leads_where_it_says(desk, db):
    """K7g"""
    page = desk(an_article(published=None, body="<p>report</p>"))
    page.evaluate("editor.commands.selectAll()")
    page.evaluate("editor.view.focus()")
    page.keyboard.press("Control+k")
    page.locator(".prose-editor-dialog input").fill("example.org/report")
    page.keyboard.press("Enter")
    page.locator(".prose-editor-dialog").wait_for(state="detached")
    assert (
        page.evaluate("editor.getHTML()")
        == '<p><a href="https://example.org/report">report</a></p>'
    )


NOTED = (
    '<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup> two<sup><a href="#fn-2" id="fnref-2">2</a>'
    '</sup>.</p><p>Three.</p><ol class="footnotes"><li id="fn-1">First. <a href="#fnref-1">↩</a>'
    '</li><li id="fn-2">Second. <a href="#fnref-2">↩</a></li></ol>'
)
SECOND = (
    '<p>One two<sup><a href="#fn-2" id="fnref-2">1</a></sup>.</p><p>Three.</p>'
    '<ol class="footnotes"><li id="fn-2">Second. <a href="#fnref-2">↩</a></li></ol>'
)


def test_a_note_goes_with_its_mark_and_comes_back_with_it(desk, db):
    """E1: no word of a note is left behind, and none is lost."""
    page = desk(an_article(published=None))

    def written():
        return html.article(page.evaluate("editor.getHTML()"))

    def begin(source):
        page.evaluate(OPEN, [source])
        page.evaluate("editor.commands.focus()")

    begin(NOTED)
    page.wait_for_timeout(600)  # else it is undone with what was before
    page.evaluate("editor.commands.deleteRange({ from: 4, to: 5 })")
    assert shape(written()) == shape(SECOND)
    page.keyboard.press("Control+z")
    assert shape(written()) == shape(NOTED)
    page.keyboard.press("Control+Shift+z")
    assert shape(written()) == shape(SECOND)
    # Cut and pasted elsewhere, the mark has its note again.
    begin(NOTED)
    page.evaluate("editor.commands.setTextSelection({ from: 1, to: 5 })")
    page.keyboard.press("Control+x")
    assert "First." not in written()
    page.evaluate("editor.commands.setTextSelection(editor.state.doc.firstChild.nodeSize + 1)")
    page.keyboard.press("Control+v")
    moved = written()
    assert (moved.count("First."), moved.count("<li")) == (1, 2)
    assert moved.index("Second.") < moved.index("First.")
    # With all marks gone the list is; a note without a mark stays, and says so.
    begin(NOTED)
    page.evaluate("editor.commands.deleteRange({ from: 1, to: 11 })")
    assert "footnotes" not in written()
    loose = NOTED.replace('<sup><a href="#fn-1" id="fnref-1">1</a></sup>', "")
    begin(loose)
    assert shape(written()) == shape(loose)
    told = page.locator("[data-loose]")
    assert (told.count(), told.get_attribute("data-loose")) == (
        1,
        "No mark in the text leads to this note.",
    )
