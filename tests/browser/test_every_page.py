"""Every kind of page, in both schemes and at three widths: fits, asks nobody, is accessible."""

import re
from itertools import pairwise

import html5lib
import pytest
from django.urls import get_resolver

from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.browser.paper import ARTICLE, KINDS, MACHINES

pytestmark = [pytest.mark.browser, pytest.mark.site]

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
# Reached otherwise: by a form, with a private key, as a file, or leading elsewhere.
NOT_VISITED = {
    "receipt": "private; seen in test_the_whole_loop.py",
    "edit_comment": "private; seen in test_the_whole_loop.py",
    "delete_comment": "private, and no page",
    "follow": "private, and no page",
    "comment_json": "private; tests/comments/test_personal_data.py",
    "ask_for_personal_data_here": "private, and no page",
    "disown": "private, and no page",
    "personal_data": "private; seen in test_notifications.py",
    "personal_data_json": "private; tests/comments/test_personal_data.py",
    "erase": "private, and no page",
    "report": "of one comment; seen in test_notices.py",
    "notice": "private; seen in test_notices.py",
    "appeal": "private, and no page",
    "preview_link": "private; tests/articles/test_preview_links.py",
    "confirm_email": "private; seen in test_notifications.py",
    "sign_out_of_browser": "private; seen in test_notifications.py",
    "moderate_by_mail": "private; seen in test_moderation_by_mail.py",
    "unsubscribe": "private; seen in test_notifications.py",
    "comment": "leads to the page of its thread; tests/comments/test_threads.py",
    "security_txt": "none without a contact; tests/articles/test_machines.py",
    "links_to_desk": "for a script; tests/desk/test_links_to_desk.py",
}
LIKE_ITS_PARENT = re.compile(r"_feed$")
SMALL = """
[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const inline = element.matches(".prose a, .comment__body a, p a")
      && getComputedStyle(element).display === "inline";
    return box.width && box.height && !inline && !element.closest(".unseen, .skip")
      && !element.matches(".skip, .unseen") && (box.height < 24 || box.width < 24)
      && element.type !== "hidden" && !element.closest("[aria-hidden=true]");
  }).map((element) => element.outerHTML.slice(0, 120))
"""


def test_every_address_of_the_paper_has_its_page_here():
    named = {
        pattern.name
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [resolver])
        if getattr(pattern, "name", None) and getattr(resolver, "app_name", None) != "admin"
    }
    seen = KINDS.keys() | MACHINES.keys() | NOT_VISITED.keys()
    assert {name for name in named if not LIKE_ITS_PARENT.search(name)} <= seen


def test_each_kind_fits_every_screen_and_asks_nobody_else(paper, visit):
    """Letters of twice the size, too (WCAG 2.2, 1.4.4); 320 pixels are for four times (1.4.10)."""
    visitor = visit(paper.url)
    page = visitor.page
    for address in KINDS.values():
        page.goto(address)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(FITS), (address, width)
            assert page.evaluate(SMALL) == [], (address, width)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(FITS), (address, "dark")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 640, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(FITS), (address, "letters of twice the size")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert visitor.noticed == []


def test_each_kind_is_accessible_in_both_schemes(paper, chromium):
    # The checker brings a script of its own, which our policy would (rightly) refuse.
    context = chromium.new_context(
        base_url=paper.url, bypass_csp=True, viewport={"width": 390, "height": 900}
    )
    page = context.new_page()
    for address in KINDS.values():
        page.goto(address)
        assert barriers(page) == "", address
        assert barriers_in_the_dark(page) == "", address
    context.close()


def test_in_forced_colours_everything_that_is_a_field_has_an_edge(paper, chromium):
    context = chromium.new_context(base_url=paper.url, forced_colors="active")
    page = context.new_page()
    page.goto(KINDS["post_comment"])
    edges = page.evaluate(
        # A box to tick is drawn by the browser, edge and all.
        "[...document.querySelectorAll("
        "'textarea, input:not([type=hidden], [type=checkbox]), .button')]"
        ".filter((field) => field.checkVisibility())"
        ".map((field) => getComputedStyle(field).borderTopWidth)"
    )
    assert edges
    assert "0px" not in edges
    context.close()


def test_every_address_answers_with_html_that_a_strict_parser_takes(answers):
    # Each once: the address of a comment leads to its article.
    pages = {answer.text: address for address, answer in answers.items() if answer.is_page}
    assert len(pages) > 50
    for text, address in pages.items():
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        document = parser.parse(text)
        assert len(document.findall(".//h1")) == 1, address
        names = [element.get("id") for element in document.iter() if element.get("id")]
        assert len(names) == len(set(names)), address
        levels = [int(e.tag[1]) for e in document.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), (address, levels)


def test_the_way_by_keyboard_from_the_article_to_the_comments_and_the_form_and_back(paper, visit):
    visitor = visit(paper.url, width=390)
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(200):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(() => { const e = document.activeElement, box = e.getBoundingClientRect();"
            " return [e.id, box.top >= 0 && box.bottom <= innerHeight + 1,"
            " getComputedStyle(e).outlineStyle] })()"
        )
        assert where[1], "the focus is out of sight"
        assert where[2] != "none", "the focus cannot be seen"
        if where[0] == "id_text":
            break
    else:
        pytest.fail("the field is not reached")
    page.get_by_label("Your name").wait_for()
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "name"
    assert visitor.noticed == []
