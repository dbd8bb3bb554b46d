"""E13: the drawer shows what others will show of the article, while it is written.

A browser, because a script counts and shows it.
"""

import pytest
from playwright.sync_api import expect

from tests.cast import a_picture, an_article, session_of, staff

pytestmark = pytest.mark.browser


def test_a_search_result_and_a_card_follow_what_is_typed(live_server, visit, db):
    picture = a_picture(alt="A seal")
    article = an_article(headline="The harbour", lead="Fog.", published=None)
    ida = visit(live_server.url)
    ida.enter(session_of(staff("Ida", "Editors")))
    page = ida.page
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    row = page.locator(".part--elsewhere")
    expect(row.locator(".part__holds")).to_have_text("From the lead")
    row.locator("summary").click()
    result, card = row.locator(".elsewhere__result"), row.locator(".elsewhere__card")
    expect(result).to_contain_text("The harbour")
    expect(card).to_contain_text("Fog.")
    page.get_by_label("Headline").fill("Boats <b> & fog")
    expect(card).to_contain_text("Boats <b> & fog")
    page.get_by_label("Description:", exact=True).fill("x" * 160)
    expect(card).to_contain_text("x" * 160)
    expect(row.locator(".elsewhere__count--over")).to_have_text("160 / 155")
    page.get_by_label("Title for search and social networks").fill("In short")
    expect(result.locator(".elsewhere__browser-title")).to_contain_text(": In short")
    row.get_by_role("button", name="From the library …").click()
    page.get_by_role("button", name="A seal").click()
    page.get_by_role("button", name="Insert", exact=True).click()
    expect(card.locator("img")).to_be_visible()
    row.locator("summary").click()
    expect(row.locator(".part__holds")).to_contain_text("In short, A seal")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert (article.social_title, article.social_picture) == ("In short", picture)
    assert (article.picture, len(article.description)) == (None, 160)
    assert [line for line in ida.noticed if "404" not in line] == []
