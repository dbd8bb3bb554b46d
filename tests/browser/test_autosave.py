"""What an editor types outlives the page, the server, the session, the line and the disk.

On the real server, which is killed here, on a disk that is full, and in real browsers, which are
killed as well. How much was lost is printed as a table: never more than was typed within the
autosave's interval.
"""

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.clipboards import DOCS
from tests.browser.test_pictures_in_texts import give, png
from tests.browser.visitor import Visitor, words_of
from tests.cast import PASSWORD
from tests.conftest import CHROMIUM, missing
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.site]

INTERVAL = 4.0  # seconds: EVERY in static/desk/autosave.js
TRAVEL = 2.0  # of a post to the server, besides what the slowest one took
FURNISH = """
from tests import cast
ida, zoe = cast.staff("Ida", "Editors"), cast.staff("Zoë", "Editors")
article = cast.an_article(published=None, headline="As it was")
print(article.pk, cast.session_of(ida), cast.session_of(zoe))
"""
PASTED = DOCS + "".join(f"<p>Said of the quay: {'boats ' * 95}end.</p>" for _each in range(6))
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.querySelector(".ProseMirror").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DISK = 48  # MB
FULL = "() => { Storage.prototype.setItem = () => { throw new Error('full') } }"
END_ALL_SESSIONS = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
"""


@pytest.fixture(scope="module")
def figures():
    """Rows of the table: what happened, and the seconds and signs of typing that were lost."""
    rows = []
    yield lambda event, seconds, signs, slow=0: rows.append((event, seconds, signs, slow))
    for event, seconds, signs, slow in rows:
        print(f"{event:<60} | {seconds:4.1f} s | {signs:4} characters lost | posts {slow:.1f} s")
    # One post may be on its way, and the next one waits for it.
    assert all(seconds <= INTERVAL + TRAVEL + 2 * slow for _, seconds, _, slow in rows)


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


def count(page):
    """Type w1 w2 … at the end of the text for as long as the autosave takes, and a bit."""
    words_of(page).click()
    page.keyboard.press("Control+End")
    typed = {}
    until, number = time.monotonic() + INTERVAL + 3, 0
    while time.monotonic() < until:
        number += 1
        page.keyboard.type(f" w{number}")
        typed[number] = time.monotonic()
        page.wait_for_timeout(60)
    return typed


SLOWEST = """() => Math.max(0, ...performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith("/autosave/")).map(({ duration }) => duration))"""


def slowest(page):
    """The seconds that the slowest autosave of the page took: those of the machine, not ours."""
    return page.evaluate(SLOWEST) / 1000


def lost(typed, page):
    """The seconds of writing, and its characters, that are not in the text of the page."""
    words = [int(number) for number in re.findall(r"\bw(\d+)", words_of(page).inner_text())]
    if words and str(len(words)).startswith(str(words[-1])) and words[-1] < len(words):
        words.pop()  # kept when half of it was typed
    assert words == [*range(1, len(words) + 1)]
    signs = sum(len(f" w{number}") for number in typed if number > len(words))
    return typed[max(typed)] - typed.get(len(words), min(typed.values())), signs


def paste_and_drop(page):
    """Put some six hundred words of Google Docs and a picture into the text."""
    words_of(page).click()
    page.evaluate(PASTE, PASTED)
    give(page, "drop", png("green"), "boat.png")
    page.locator(".ProseMirror img[data-picture]").wait_for()


def has_all_that_was_put_in(page):
    assert page.locator(".ProseMirror p", has_text="Said of the quay").count() == 6
    expect(page.locator(".ProseMirror strong", has_text="bold")).to_have_count(1)
    expect(page.locator(".ProseMirror img[data-picture]")).to_have_count(1)
    assert len(words_of(page).inner_text().split()) > 600


@contextmanager
def browser_to_kill(playwright, folder):
    """A browser of its own process, and what kills it on the spot."""
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"),
            *("--disable-background-networking", f"--user-data-dir={folder}", "about:blank"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    note = folder / "DevToolsActivePort"
    until = time.monotonic() + 30
    while not (note.exists() and note.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.05)
    browser = playwright.connect_over_cdp(f"http://127.0.0.1:{note.read_text().split()[0]}")

    def end():
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    try:
        yield browser, end
    finally:
        if process.poll() is None:
            end()


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


def test_a_killed_browser_a_killed_server_and_a_lost_line_lose_no_more_than_the_interval(
    desk, figures, chromium, tmp_path
):
    """K7c, E2, E3, W19: six hundred words, half of them pasted, and a picture."""
    with browser_to_kill(chromium.browser_type, tmp_path) as (browser, kill_it):
        page = desk("ida", Visitor(browser, desk.site.url))
        paste_and_drop(page)
        typed, slow = count(page), slowest(page)
        kill_it()  # with everything that this browser has kept
    page = desk("ida")  # another device
    take(page)
    figures("browser killed with -9, seen on another device", *lost(typed, page), slow)
    has_all_that_was_put_in(page)
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
    figures("server killed with -9, line cut, reload, back, forward", *lost(typed, page), slow)
    has_all_that_was_put_in(page)
    page.context.close()
    page = desk("ida")
    take(page)
    expect(page.get_by_label("Lead")).to_have_value("While the line was away")


def test_a_session_that_ends_is_said_and_another_one_goes_on(desk, figures):
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
    figures("session ended, signed in again in a window beside", 0, 0)
    page.reload()
    assert page.locator("#desk-unsaved").is_hidden()


def test_who_signs_in_next_in_this_browser_is_offered_nothing_of_another(desk):
    """W19: the words stay in it for who typed them."""
    ida = desk.visit()
    page = desk("ida", ida)
    page.route("**/autosave/", answering(500))
    page.get_by_label("Headline").fill("Words of Ida")
    expect(bar(page)).to_contain_text("Kept in this browser", timeout=40_000)
    zoe = desk("zoe", ida)
    expect(zoe.get_by_label("Headline")).to_have_value("As it was")
    assert zoe.locator("#desk-unsaved").is_hidden()
    assert "Words of Ida" in str(zoe.evaluate("Object.values(localStorage)"))
    page.get_by_label("Headline").fill("Words of Ida, later")
    page.unroute("**/autosave/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Somebody else has signed in here", timeout=40_000)
    page.close()
    page = desk("ida", ida)
    take(page)
    expect(page.get_by_label("Headline")).to_have_value("Words of Ida, later")


def test_two_tabs_and_two_editors_keep_all_of_their_words(desk, figures):
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
    # Saved over hers, it is a merge, in which a place is edited by hand, in the editor as well.
    other.get_by_label("Lead").fill("In the second tab, over hers")
    words_of(other).click()
    other.keyboard.press("Control+End")
    other.keyboard.type(" Mine.")
    other.get_by_role("button", name="Save", exact=True).click()
    other.wait_for_url("**/merge/**")
    place = other.get_by_role("group", name="Lead")
    place.get_by_label("Edit by hand").first.check()
    place.locator("textarea").fill("By hand")
    other.get_by_role("button", name="Save this").click()
    other.locator(".messagelist .success").wait_for()
    expect(other.get_by_label("Lead")).to_have_value("By hand")
    expect(words_of(other)).to_contain_text("Mine.")
    assert [line for line in ida.noticed if "policy" in line or "script" in line] == []
    ida.context.close()
    rows = desk.site.python(
        "from articles.models import Autosave\n"
        "for row in Autosave.objects.filter(ended_at=None).order_by('pk'): print(row.fields)"
    )
    assert "In the first tab, later" in rows
    history = desk.site.python(
        "from articles.models import Version\n"
        "for version in Version.objects.all(): print(version.why, version.content['lead'])"
    )
    for line in ("merged By hand", "beside In the second tab, over hers", "saved Zoë's lead"):
        assert line in history
    figures("two tabs, two editors, merged by hand", 0, 0)


def test_nobody_is_asked_on_leaving_but_where_the_words_are_nowhere(desk, figures):
    """K7c: 403, 413, 500, 503, a full store in the browser."""
    page = desk("ida")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    for status, words in (
        (413, "too large"),
        (500, "cannot save"),
        (503, "cannot save"),
        (403, "cannot save"),
    ):
        page.route("**/autosave/", answering(status))
        page.route("**/signed-in/", answering(500))
        page.get_by_label("Headline").fill(f"Typed while the server said {status}")
        expect(bar(page)).to_contain_text(words, timeout=40_000)
        expect(bar(page)).to_contain_text("Kept in this browser")
        page.reload()
        expect(page.get_by_label("Headline")).to_have_value(f"Typed while the server said {status}")
        assert asked == []
    figures("403, 413, 500, 503, and reloaded", 0, 0)
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


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, which `fill` fills to the last byte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("A disk of a test's own", "mount needs the rights of root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder):
    with (folder / "ballast").open("wb", buffering=0) as ballast:
        try:
            for size in (2**20, 1):
                while ballast.write(b"x" * size) == size:
                    pass
        except OSError:
            return


def test_a_full_disk_loses_nothing_and_a_save_works_when_there_is_room(
    small_disk, collected, migrated, visit, figures
):
    """K7c, E3: the database and the pictures are on it."""
    with Site(small_disk, collected, migrated) as site:
        pk, ida, _zoe = site.python(FURNISH).split()
        site.start()
        editor = visit(site.url)
        editor.enter(ida)
        page = editor.page
        page.goto(f"/admin/articles/article/{pk}/change/")
        page.wait_for_load_state("networkidle")
        fill(small_disk)
        typed = count(page)
        expect(bar(page)).to_contain_text("Kept in this browser", timeout=40_000)
        give(page, "drop", png("green"), "boat.png")
        page.locator(".picture-upload__told", has_text="boat.png:").wait_for()
        page.reload()
        figures("disk full, reloaded", *lost(typed, page))
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_timeout(1000)
        figures("disk full, Save pressed", *lost(typed, page))
        (small_disk / "ballast").unlink()
        expect(bar(page)).to_contain_text(re.compile("Saved"), timeout=60_000)
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".messagelist .success").wait_for()
        figures("disk full, and saved when there was room again", *lost(typed, page))
        stored = site.python(
            "from articles.models import Article as A; print(A.objects.get().body)"
        )
        assert f"w{max(typed)}" in stored
