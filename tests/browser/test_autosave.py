"""What an editor types outlives the page, the server, the session and the line.

On the real server, which is killed here, and in real browsers, which are killed as well. Each
test prints how much was lost: never more than was typed within the autosave's interval.
"""

import os
import re
import signal
import time

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.site]

INTERVAL = 4.0  # seconds: EVERY in static/desk/autosave.js
TRAVEL = 2.0  # of a post to the server, on a slow machine
FURNISH = """
from tests import cast
ida, zoe = cast.staff("Ida", "Editors"), cast.staff("Zoë", "Editors")
article = cast.an_article(published=None, headline="As it was")
print(article.pk, cast.session_of(ida), cast.session_of(zoe))
"""
FULL = "() => { Storage.prototype.setItem = () => { throw new Error('full') } }"
END_ALL_SESSIONS = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory, collected, migrated):
    with Site(tmp_path_factory.mktemp("autosave"), collected, migrated) as site:
        site.start()
        yield site


@pytest.fixture
def desk(own_site, visit):
    """Open the form in a new browser: `desk("ida")`."""
    own_site.python("from tests import emptied; emptied.empty()")
    pk, ida, zoe = own_site.python(FURNISH).split()
    sessions = {"ida": ida, "zoe": zoe}

    def open_form(name, visitor=None):
        visitor = visitor or visit(own_site.url)
        visitor.enter(sessions[name])
        page = visitor.context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"/admin/articles/article/{pk}/change/")
        page.wait_for_load_state("networkidle")
        return page

    open_form.visit = lambda: visit(own_site.url)
    open_form.site = own_site
    return open_form


def body(page):
    return page.get_by_role("textbox", name="Body")


def count(page):
    """Type w1 w2 … at the end of the text for as long as the autosave takes, and a bit."""
    body(page).click()
    page.keyboard.press("Control+End")
    typed = {}
    until, number = time.monotonic() + INTERVAL + 3, 0
    while time.monotonic() < until:
        number += 1
        page.keyboard.type(f" w{number}")
        typed[number] = time.monotonic()
        page.wait_for_timeout(60)
    return typed


def lost(typed, page):
    """The seconds of writing that are not in the text of the page."""
    words = [int(number) for number in re.findall(r"\bw(\d+)", body(page).inner_text())]
    assert words == [*range(1, len(words) + 1)]
    return typed[max(typed)] - typed.get(len(words), min(typed.values()))


def bar(page):
    return page.locator("#desk-saved")


def take(page):
    page.locator("#desk-unsaved").get_by_role("button", name="Take").click()
    page.locator(".messagelist .success").wait_for()  # it is a version now


def saved(page):
    expect(bar(page)).to_contain_text("Saved", timeout=40_000)


def answering(status):
    return lambda route: route.fulfill(status=status, body="<p>A page, as of a proxy.</p>")


def kill(site):
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()


def test_a_killed_page_a_killed_server_and_a_lost_line_lose_no_more_than_the_interval(desk):
    """K7c, E3, W19"""
    page = desk("ida")
    typed = count(page)
    page.context.close()  # with everything that this browser has kept
    figures = {}
    page = desk("ida")  # another device
    take(page)
    figures["the page is killed, on another device"] = lost(typed, page)
    saved(page)

    kill(desk.site)
    page.get_by_label("Headline").fill("While the server was away")
    expect(bar(page)).to_contain_text("No connection. Kept in this browser")
    page.keyboard.press("Control+s")  # leads nowhere, and loses nothing
    expect(page.get_by_label("Headline")).to_have_value("While the server was away")
    desk.site.start()
    saved(page)
    page.context.set_offline(True)
    page.get_by_label("Lead").fill("While the line was away")
    expect(bar(page)).to_contain_text("No connection. Kept in this browser")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    page.go_back()
    page.go_forward()
    for label, words in (("Headline", "While the server"), ("Lead", "While the line")):
        expect(page.get_by_label(label)).to_have_value(re.compile(words))
    figures["server killed, line cut, reload, back, forward"] = lost(typed, page)
    page.context.close()
    page = desk("ida")
    take(page)
    expect(page.get_by_label("Lead")).to_have_value("While the line was away")
    print({name: f"{seconds:.1f} s lost" for name, seconds in figures.items()})
    assert max(figures.values()) <= INTERVAL + TRAVEL


def test_a_session_that_ends_is_said_and_another_one_goes_on(desk):
    """K7c: nothing is sent again blindly, and nothing is empty after Back."""
    page = desk("ida")
    desk.site.python(
        "from django.contrib.sessions.models import Session as S; S.objects.all().delete()"
    )
    page.get_by_label("Headline").fill("Typed after the session ended")
    expect(bar(page)).to_contain_text("You have been signed out. Kept in this browser")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Headline")).to_have_value("Typed after the session ended")
    with page.expect_popup() as opened:
        bar(page).get_by_role("link", name="Sign in again").click()
    window = opened.value
    window.fill("#id_username", "ida")
    window.fill("#id_password", PASSWORD)
    window.click("[type=submit]")
    window.get_by_text("You can close this window").wait_for()
    window.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # a headless browser has it all the time
    saved(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    expect(page.get_by_label("Headline")).to_have_value("Typed after the session ended")
    page.reload()
    assert page.locator("#desk-unsaved").is_hidden()


def test_two_tabs_and_two_editors_keep_all_of_their_words(desk):
    """E5, W20"""
    ida = desk.visit()
    one, other = desk("ida", ida), desk("ida", ida)
    one.get_by_label("Headline").fill("In the first tab")
    other.get_by_label("Lead").fill("In the second tab")
    saved(one)
    saved(other)
    zoe = desk("zoe")
    expect(zoe.locator("#desk-others")).to_contain_text("Ida is editing this")
    one.evaluate("dispatchEvent(new Event('online'))")
    expect(one.locator("#desk-others")).to_contain_text("Zoë is editing this")
    zoe.get_by_label("Lead").fill("Zoë's lead")
    zoe.get_by_role("button", name="Save", exact=True).click()
    zoe.locator(".messagelist .success").wait_for()
    one.get_by_label("Headline").fill("In the first tab, later")
    expect(one.locator("#desk-others")).to_contain_text("Zoë saved a newer version")
    saved(one)
    ida.context.close()
    rows = desk.site.python(
        "from articles.models import Autosave\n"
        "for row in Autosave.objects.filter(ended_at=None).order_by('pk'): print(row.fields)"
    )
    assert "In the first tab, later" in rows
    assert "In the second tab" in rows
    print("two tabs, two editors: 0.0 s lost")


def test_nobody_is_asked_on_leaving_but_where_the_words_are_nowhere(desk):
    """K7c: 413, 500, a full disk on the server, a full store in the browser."""
    page = desk("ida")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    for status, words in ((413, "too large"), (500, "cannot save"), (403, "cannot save")):
        page.route("**/autosave/", answering(status))
        page.route("**/signed-in/", answering(500))
        page.get_by_label("Headline").fill(f"Typed while the server said {status}")
        expect(bar(page)).to_contain_text(words, timeout=40_000)
        expect(bar(page)).to_contain_text("Kept in this browser")
        page.reload()
        expect(page.get_by_label("Headline")).to_have_value(f"Typed while the server said {status}")
        assert asked == []
    page.evaluate(FULL)
    page.get_by_label("Headline").fill("Kept nowhere")
    expect(bar(page)).to_contain_text("Please copy your text", timeout=40_000)
    page.reload()
    assert asked == ["beforeunload"]
    page.unroute("**/autosave/")
    page.evaluate(FULL)
    page.get_by_label("Headline").fill("On the server alone")
    expect(bar(page)).to_contain_text("Saved", timeout=40_000)
    page.reload()
    assert asked == ["beforeunload"]
