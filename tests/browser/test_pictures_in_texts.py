"""In a real browser, as what is dropped and pasted is the browser's own: pictures get into a text.

E12 E15: from the library, dropped, pasted; described where they stand; and nothing of them is lost
by opening and saving.
"""

import base64
import re

import pytest

from articles.models import Article, Picture
from newsroom.html import figures
from tests.browser.barriers import barriers, barriers_in_the_dark
from tests.cast import a_drawing, a_file, a_picture, an_article, session_of, staff

pytestmark = pytest.mark.browser

GIVE = """async ([kind, data, name]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type: "image/png" }));
  const field = document.querySelector(".ProseMirror");
  const box = field.lastElementChild.getBoundingClientRect();
  const place = { clientX: box.left + 5, clientY: box.top + 5, bubbles: true, cancelable: true };
  field.dispatchEvent(kind === "drop"
    ? new DragEvent("drop", { dataTransfer: transfer, ...place })
    : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""

PASTE_HTML = """(data) => {
  const transfer = new DataTransfer();
  transfer.setData("text/html", `<p>Pasted. <img src="data:image/png;base64,${data}" alt="x"></p>`);
  document.querySelector(".ProseMirror").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""


def give(page, kind, content, name):
    page.evaluate(GIVE, [kind, base64.b64encode(content).decode(), name])


def png(colour, size=(120, 80)):
    drawing = a_drawing(size)
    drawing.paste(colour, (0, 0, *size))
    return a_file(drawing, "PNG")


def saved(page, article):
    page.keyboard.press("Escape")
    page.locator("[name=_continue], [name=_save]").first.click()
    page.locator(".messagelist .success, .success").first.wait_for()
    return Article.objects.get(pk=article.pk).body


def test_pictures_come_from_the_library_by_drop_and_by_paste(live_server, visit):
    session = session_of(staff("Ida", "Editors"))
    seal = a_picture((600, 400), alt="A seal", caption="On the quay", licence="CC0")
    for name in ("A gull", "An eel"):
        a_picture((300, 200), alt=name)
    article = an_article(published=None, body="<p>First.</p><p>Last.</p>")
    ida = visit(live_server.url)
    ida.enter(session)
    page = ida.page
    # Autosaves have tests of their own; here they would meet uploads in one database of memory.
    page.route("**/article/autosave/", lambda route: route.fulfill(json={"editing": []}))
    page.goto(f"/admin/articles/article/{article.pk}/change/")

    page.locator(".ProseMirror p").first.click()
    page.locator(".prose-menubar [data-name=figure]").click()
    library = page.get_by_role("dialog", name="Pictures")
    library.get_by_role("searchbox").fill("quay")
    library.get_by_role("button", name="An eel").wait_for(state="detached")
    library.get_by_role("button", name="A seal").click()
    library.get_by_label("Focus, from the left").fill("80")
    library.get_by_label("Focus, from the left").press("Tab")
    library.get_by_text("Saved").wait_for()
    assert ida.noticed == []
    assert not barriers(page, "#library")
    assert not barriers_in_the_dark(page, "#library")
    ida.noticed.clear()  # axe styles elements, which the policy forbids
    library.get_by_role("button", name="Insert", exact=True).click()
    page.locator(".ProseMirror figure").wait_for()
    page.get_by_role("button", name="Wide").click()
    page.locator(".ProseMirror").press("x")  # goes behind the picture that is chosen
    page.locator(".ProseMirror figure img[data-picture]").click()
    page.keyboard.press("y")

    page.locator(".prose-menubar [data-name=figure]").click()
    for name in ("A gull", "An eel"):
        library.get_by_role("button", name=name).click()
    library.get_by_role("button", name="Insert as gallery").click()
    page.locator(".ProseMirror figure").nth(1).wait_for()

    give(page, "drop", png("red"), "red.png")
    page.locator(".ProseMirror figure").nth(2).wait_for()
    page.locator(".ProseMirror p").last.click()
    give(page, "paste", png("green"), "green.png")
    page.locator(".ProseMirror figure").nth(3).wait_for()
    page.evaluate(PASTE_HTML, base64.b64encode(png("yellow")).decode())
    page.locator(".ProseMirror figure").nth(4).wait_for()
    give(page, "drop", b"<svg></svg>", "drawing.png")
    page.get_by_text("drawing.png: SVG files are not supported.").wait_for()
    page.locator(".picture-upload").get_by_role("button", name="Remove").click()

    figure = page.locator(".ProseMirror figure:has(input:placeholder-shown)").first
    figure.get_by_label("Description").fill("A red field")
    figure.get_by_label("Description").press("Tab")
    page.locator(".ProseMirror figure:has(input:placeholder-shown)").last.get_by_label(
        "Decorative"
    ).check()
    assert ida.noticed == []
    assert not barriers(page, ".ProseMirror figure")
    ida.noticed.clear()
    body = saved(page, article)
    assert Picture.objects.get(pk=seal.pk).focus == (80, 50)
    assert len(re.findall("<figure", body)) == 5
    assert f'<figure class="wide"><img data-picture="{seal.pk}"' in body
    assert "<figcaption>On the quay <small>Ida, CC0</small></figcaption>" in body
    assert '<figure class="gallery"><img' in body
    assert "</figure><p>y</p><figure" in body
    assert re.search("(>| )x</p>", body)
    assert "data:" not in body
    assert "Pasted." in body
    assert body.count('alt="A red field"') == 1
    assert body.count('role="presentation"') == 1
    assert len(figures.numbers(body)) == Picture.objects.count() == 6
    assert Picture.objects.filter(alt="A red field").exists()

    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert saved(page, article) == body.replace("First.", "First.!")
    assert ida.noticed == []
