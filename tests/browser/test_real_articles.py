"""Articles of real blogs, and a very long one, in the editor: what comes back, and how fast.

A browser, because the editor is a program of its own. The figures are printed, with -s.
"""

import re
from time import perf_counter

import pytest

from articles.models import Article
from newsroom.importing.run import move_in
from tests.cast import an_article, session_of, staff
from tests.dom import shape
from tests.importing.test_real_files import FILES

pytestmark = [pytest.mark.browser, pytest.mark.real, pytest.mark.timeout(900)]

BLOG = next((path for path in FILES if path.name == "cc-labs.xml"), None)
# What the editor had dropped after one typed letter.
RARE = re.compile(r"<(?:pre|code|dl|abbr|u|mark|q|time|caption|thead|del|ins|kbd)\b|\slang=")
LETTER = """(source) => {
  editor.commands.setContent(source);
  let held = 0;
  editor.state.doc.descendants(({ type }) => { held += type.name === "held" });
  editor.commands.insertContentAt(editor.state.doc.content.size, "<p>x</p>");
  return [editor.getHTML(), held];
}"""
TYPE = """async () => {
  const times = [];
  for (let i = 0; i < 60; i += 1) {
    const begun = performance.now();
    document.execCommand("insertText", false, "x");
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other);
}"""


@pytest.fixture
def page(live_server, visit, db, request):
    if not request.config.option.all:
        pytest.skip("it measures: make check-real")
    ida = visit(live_server.url)
    ida.enter(session_of(staff("Ida", "Editors")))
    ida.page.add_init_script(
        'addEventListener("prose-editor:ready", ({ detail }) => { editor = detail.editor })'
    )

    def form_of(article):
        ida.page.goto(f"/admin/articles/article/{article.pk}/change/")
        ida.page.get_by_role("toolbar", name="Formatting").wait_for()
        return ida.page

    return form_of


def spaced(source):
    """Blanks as a browser shows them: their number says nothing."""
    return [re.sub(r"\s+", " ", str(each)) for each in shape(source)]


@pytest.mark.skipif(not BLOG, reason="there is no real export beside this checkout")
def test_articles_of_a_real_blog_come_back_but_for_the_letter(page):
    """K7e"""
    move_in(BLOG)
    form = page(an_article(published=None))
    articles = list(Article.objects.exclude(body=""))
    rare = changed = held = 0
    for article in articles:
        out, number = form.evaluate(LETTER, article.body)
        is_same = spaced(out) == spaced(f"{article.body}<p>x</p>")
        rare += bool(RARE.search(article.body))
        changed += not is_same
        held += number
    print(f"{len(articles)} articles, {rare} with rare markup, {changed} changed, {held} held")
    assert changed == 0
    assert held < len(articles) / 50


def test_ten_thousand_words_are_typed_and_saved_without_waiting(page):
    """K7: a letter takes less than a tenth of a second, of which people notice nothing."""
    sentence = "<p>" + "The crane had stood on the quay since it was put there. " * 9 + "</p>"
    article = an_article(published=None, body=sentence * 93)
    form = page(article)
    form.locator(".ProseMirror p").nth(40).click()
    times = form.evaluate(TYPE)
    begun = perf_counter()
    form.get_by_role("button", name="Save", exact=True).click()
    form.locator(".messagelist .success").wait_for()
    saved = perf_counter() - begun
    words = len(article.body.split())
    median, worst = times[len(times) // 2], times[-1]
    print(
        f"{words} words: a letter {median:.0f} ms, at worst {worst:.0f} ms; saved in {saved:.1f} s"
    )
    article.refresh_from_db()
    assert article.body.count("x" * 60) == 1
    assert median < 100
