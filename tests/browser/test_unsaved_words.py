"""What an editor types, in a real browser: nothing publishes it by accident, nothing loses it.

A browser, because Enter, Back, reload and what it keeps are its own affair.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.visitor import words_of
from tests.cast import PASSWORD, a_topic, an_article, session_of, staff

pytestmark = pytest.mark.browser

TYPED = "Typed and not lost < & >"


def write(page):
    page.get_by_label("Headline").fill(TYPED)
    words = words_of(page)
    words.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Boats came.")
    page.wait_for_timeout(500)  # the pause after which it is kept


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_enter_sends_nothing_and_goes_on_to_the_next_field(live_server, visit, javascript):
    """K7a"""
    session = session_of(staff("Ida", "Editors"))
    draft = an_article(published=None)
    ida = visit(live_server.url, javascript=javascript)
    ida.enter(session)
    ida.page.goto(f"/admin/articles/article/{draft.pk}/change/")
    ida.page.get_by_text("Address", exact=True).click()
    for field in ("kicker", "headline", "lead", "dateline", "slug"):
        ida.page.fill(f"#id_{field}", f"enter-in-{field}")
        ida.page.press(f"#id_{field}", "Enter")
    if javascript:
        ida.page.press("#id_lead", "Enter")
        expect(ida.page.locator("#id_dateline")).to_be_focused()
        ida.page.press("#id_dateline", "Enter")
        expect(words_of(ida.page)).to_be_focused()
    assert Article.objects.get(pk=draft.pk).headline == draft.headline
    ida.page.get_by_role("button", name="Save", exact=True).click()
    ida.page.locator(".messagelist .success").wait_for()
    draft.refresh_from_db()
    assert (draft.kicker, draft.slug) == ("enter-in-kicker", "enter-in-slug")
    assert (draft.headline, draft.lead) == ("enter-in-headline", "enter-in-lead")
    ida.page.goto(f"/admin/articles/article/{draft.pk}/publishing/")
    ida.page.get_by_label("At a time").check()
    ida.page.fill("#id_at_0", "2099-08-01")
    ida.page.fill("#id_at_1", "09:00:00")
    ida.page.press("#id_at_1", "Enter")
    expect(ida.page.get_by_role("button", name="Publish")).to_have_text(
        re.compile("2099" if javascript else "Publish at that time")
    )
    draft.refresh_from_db()
    assert draft.published_at is None


# A browser that restores a form may come after the editor was made of what the paper had sent.
RESTORE_LATE = """
addEventListener("prose-editor:ready", ({ detail: { textarea } }) => {
  const kept = Object.keys(localStorage).find((key) => key.includes("/change/"));
  const { body } = kept ? JSON.parse(localStorage[kept]).fields : {};
  if (body && textarea.name === "body") textarea.value = body;
});
"""


def test_what_the_browser_puts_back_late_is_shown_by_the_editor_as_well(live_server, visit):
    """K7c"""
    session = session_of(staff("Ida", "Editors"))
    article = an_article(published=None, headline="As it was")
    ida = visit(live_server.url)
    ida.enter(session)
    ida.page.goto(f"/admin/articles/article/{article.pk}/change/")
    write(ida.page)
    ida.page.add_init_script(RESTORE_LATE)
    ida.page.reload()
    words_of(ida.page).get_by_text("Boats came.").wait_for(timeout=10_000)
    assert ida.noticed == []


def test_words_come_back_after_reload_back_and_a_session_that_ended(live_server, visit):
    """K7c"""
    session = session_of(staff("Ida", "Editors"))
    topic = a_topic("harbour")
    article = an_article(published=None, headline="As it was")
    address = f"/admin/articles/article/{article.pk}/change/"
    ida = visit(live_server.url)
    page = ida.page
    ida.enter(session)
    page.goto(address)
    write(page)
    page.click(".part--topics summary")
    page.get_by_role("combobox", name="topics").fill("harb")
    page.get_by_role("option", name="Harbour").click()
    page.wait_for_timeout(500)

    def is_all_there():
        page.wait_for_function("document.getElementById('id_headline').value.startsWith('Typed')")
        words_of(page).get_by_text("Boats came.").wait_for()
        expect(page.get_by_label("Headline")).to_have_value(TYPED)
        expect(page.locator("#id_topics option:checked")).to_have_count(1)

    page.reload()
    is_all_there()
    page.goto("/admin/")
    page.go_back()
    is_all_there()
    assert "are back in the form" in page.inner_text("#desk-unsaved")
    # The session ends; the page that answers has the words, and so has the form after signing in.
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Not sent yet").wait_for()
    expect(page.locator("[name=headline]")).to_have_value(TYPED)
    assert "Boats came." in page.locator("[name=body]").input_value()
    ida.sign_in("ida", PASSWORD)
    page.locator("#user-tools").wait_for()
    page.goto(address)
    offer = page.locator("#desk-unsaved")
    offer.get_by_text("Headline").wait_for()
    assert "Body" in offer.inner_text()
    expect(page.get_by_label("Headline")).to_have_value("As it was")
    offer.get_by_role("button", name="Take").click()
    page.locator(".messagelist .success").wait_for()  # it is a version now
    is_all_there()
    # What the paper gives back, because it could not store it, is still kept here.
    page.click(".part--address summary")
    page.fill("#id_slug", "")
    page.fill("#id_headline", "")
    page.fill("#id_kicker", "Kicker came.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errornote").wait_for()
    page.wait_for_function("Object.values(localStorage).join().includes('Kicker came.')")
    page.fill("#id_headline", TYPED)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert article.headline == TYPED
    assert article.body.endswith("boats. Boats came.</p>")
    assert list(article.topics.all()) == [topic]
    # What is saved is not offered any more.
    page.goto(address)
    page.wait_for_load_state("load")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsaved'))") == []
    assert offer.is_hidden()
    assert [line for line in ida.noticed if "foreign" in line or "policy" in line] == []


def test_the_preview_opens_beside_the_form_and_saves_nothing(live_server, visit):
    """K7b"""
    session = session_of(staff("Ida", "Editors"))
    article = an_article(headline="As it was")
    ida = visit(live_server.url)
    ida.enter(session)
    ida.page.goto(f"/admin/articles/article/{article.pk}/change/")
    write(ida.page)
    with ida.context.expect_page() as opened:
        ida.page.get_by_role("button", name="Preview").click()
    phone = opened.value.frame_locator(".preview__frame--390 iframe")
    phone.get_by_role("heading", name=TYPED).wait_for()
    expect(phone.locator(".prose")).to_contain_text("Boats came.")
    assert phone.locator("body").evaluate("body => body.clientWidth") == 390
    opened.value.get_by_text("Not saved yet: Headline, Body").wait_for()
    assert Article.objects.get().headline == "As it was"
    expect(ida.page.get_by_label("Headline")).to_have_value(TYPED)
    assert ida.noticed == []
