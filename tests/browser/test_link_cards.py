"""An address that stands alone becomes a card, and a plain link again.

A browser, because keys, the clipboard and the fields of a card are a browser's.
"""

import pytest

from newsroom import html
from tests.cast import a_picture, an_article, session_of, staff
from tests.dom import shape

pytestmark = pytest.mark.browser

ADDRESS = "https://www.example.org/report?a=1&b=2"
CARD = (
    '<figure class="link-card"><p><a href="https://www.example.org/report?a=1&amp;b=2">{title}</a>'
    "</p>{text}<figcaption>example.org</figcaption></figure>"
)
BARE = CARD.format(title="example.org/report?a=1&amp;b=2", text="")
LINK = '<p><a href="https://www.example.org/report?a=1&amp;b=2">example.org/report?a=1&amp;b=2</a>'
PASTE = """(clipboard) => {
  const data = new DataTransfer();
  for (const [type, words] of Object.entries(clipboard)) data.setData(type, words);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  editor.view.dom.dispatchEvent(new ClipboardEvent("paste", event));
}"""


@pytest.fixture
def page(live_server, visit, db, settings):
    """The form of a draft, opened by Ida, whose browser may have asked no other site."""
    settings.SITE_URL = live_server.url
    ida = visit(live_server.url)
    ida.enter(session_of(staff("Ida", "Editors")))
    ida.page.add_init_script(
        'addEventListener("prose-editor:ready", ({ detail }) => { editor = detail.editor })'
    )
    asked = []
    ida.page.on("request", lambda request: asked.append(request.url))
    ida.page.goto(f"/admin/articles/article/{an_article(published=None).pk}/change/")
    ida.page.get_by_role("toolbar", name="Formatting").wait_for()
    yield ida.page
    assert [line for line in ida.noticed if "404" not in line] == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def written(page):
    return html.article(page.evaluate("editor.getHTML()"))


def begin(page, source=""):
    page.evaluate(f"editor.commands.setContent({source!r}); editor.commands.focus('end')")
    page.wait_for_function("editor.view.hasFocus()")  # it takes the focus a moment later


def test_an_address_alone_becomes_a_card_with_words_and_a_plain_link_again(page):
    begin(page)
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Enter")
    assert written(page) == BARE
    page.keyboard.type("Behind it.")
    assert written(page) == f"{BARE}<p>Behind it.</p>"
    # Its fields, by key: no word in them is the form's own.
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type('A title, with <b> & quotes ""')
    page.keyboard.press("Enter")
    page.keyboard.type("In short.")
    page.keyboard.press("Enter")
    page.keyboard.type("x")
    titled = CARD.format(title='A title, with &lt;b&gt; &amp; quotes ""', text="<p>In short.</p>")
    assert written(page) == f"{titled}<p>xBehind it.</p>"
    # What is saved comes back as the same card.
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    assert page.locator(".link-card__title textarea").input_value().startswith("A title, with <b>")
    assert written(page) == f"{titled}<p>xBehind it.</p>"
    # What is typed while the card is chosen goes behind it; its title stays with a plain link.
    page.evaluate("editor.view.focus(); editor.commands.setNodeSelection(0)")
    page.keyboard.type("y")
    assert written(page).startswith(f"{titled}<p>y</p>")
    page.locator(".link-card").hover()
    page.get_by_role("button", name="Plain link").click()
    assert written(page).startswith(
        '<p><a href="https://www.example.org/report?a=1&amp;b=2">A title, with'
    )

    begin(page)
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.keyboard.type(".")
    assert written(page) in (f"{LINK}.</p>", f"{LINK.removesuffix('</a>')}.</a></p>")
    page.keyboard.press("Enter")  # a link was meant: no card again
    assert "<figure" not in written(page)
    # Only where it stands alone.
    for before in ("<p>See </p>", "<ul><li><p></p></li></ul>", "<blockquote><p></p></blockquote>"):
        begin(page, before)
        page.keyboard.type(ADDRESS)
        page.keyboard.press("Enter")
        assert "<figure" not in written(page), before


def test_an_address_that_is_pasted_is_a_card_and_one_of_ours_has_its_headline(page):
    begin(page)
    page.evaluate(PASTE, {"text/plain": ADDRESS})
    assert written(page) == BARE
    page.keyboard.press("Backspace")
    assert written(page) == f"{LINK}</p>"
    begin(page)
    copied = f'<meta charset="utf-8"><a href="{ADDRESS}">The report</a>'
    page.evaluate(PASTE, {"text/plain": ADDRESS, "text/html": copied})
    assert written(page) == CARD.format(title="The report", text="")
    begin(page)
    page.locator(".prose-menubar summary").click()
    page.get_by_role("button", name="Paste as plain text").click()
    page.evaluate(PASTE, {"text/plain": ADDRESS})
    assert "<figure" not in written(page)
    # One of ours, and one of ours that nobody may know of yet.
    picture = a_picture()
    ours = an_article(headline="Boats & <b>", picture=picture)
    draft = an_article(headline="Secret", published=None)
    begin(page)
    page.evaluate(PASTE, {"text/plain": page.evaluate("location.origin") + ours.get_absolute_url()})
    page.locator(".link-card__image:not([hidden])").wait_for()
    assert f'<a href="{ours.get_absolute_url()}">Boats &amp; &lt;b&gt;</a>' in written(page)
    assert f'data-picture="{picture.pk}"' in written(page)
    page.keyboard.type(page.evaluate("location.origin") + f"/2026/11/{draft.slug}/")
    with page.expect_response("**/link-card/**") as answer:
        page.keyboard.press("Enter")
    assert answer.value.json() == {}
    assert written(page).count("<figure") == 2
    assert shape(written(page)) == shape(html.article(written(page)))
