"""How long a moderator's queue takes to work off: `python -m benchmarks.deciding`

Comments wait on a paper of its own, which is served as always. Chromium decides about the first of
them by touch, one at a time (`--thumb N`), about all others by keyboard (`--keys N`), in turns
approving, rejecting with a reason and calling spam. It prints a table: how many were decided, in
how many seconds until the paper had answered all, with how many requests and reloads. The keyboard
waits only for cards; a thumb does not press two cards within 0.4 seconds, for the queue takes that
for one press.
"""

import argparse
import sys
import time
from typing import NamedTuple

from playwright.sync_api import expect

from benchmarks.in_chromium import in_chromium

QUEUE = "/admin/comments/comment/"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 300_000  # milliseconds
TWO_CLICKS = 0.45  # seconds; as in queue.js, and a little
FURNISH = """
from django.conf import settings
from tests import cast
article = cast.an_article()
for place in range({number}):
    cast.a_comment(article, "pending", text=f"Number {{place}} has something to say about boats.")
print(settings.SESSION_COOKIE_NAME, cast.session_of(cast.staff("Mo", "Moderators")))
"""
LEFT = """
from comments.models import Comment, Decision
print(Comment.objects.waiting().count(), Decision.objects.by_people().count())
"""


class Run(NamedTuple):
    way: str
    number: int
    seconds: float
    requests: int
    reloads: int

    def __str__(self):
        each = 1000 * self.seconds / self.number
        numbers = (
            f"{self.number} | {self.seconds:.1f} | {each:.0f} | {self.requests} | {self.reloads}"
        )
        return f"| {self.way} | {numbers} |"


def by_keyboard(page, number):
    page.keyboard.press("j")
    for place in range(number):
        page.locator(".desk-row--current:visible").wait_for()
        for key in ("a", "r2", "s")[place % 3]:
            page.keyboard.press(key)


def by_thumb(page, number):
    screen = page.context.new_cdp_session(page)
    before = 0.0

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(across):
        touch("touchStart", (195, 300))
        for step in range(1, 9):
            touch("touchMove", (195 + across * step / 8, 300 + step))
        touch("touchEnd")

    def tap(place):
        nonlocal before
        time.sleep(max(0, before + TWO_CLICKS - time.monotonic()))
        page.locator(f".desk-row--current:visible {place}").tap()
        before = time.monotonic()

    for place in range(number):
        if place % 3 == 0:
            swipe(160)
        elif place % 3 == 1:
            swipe(-160)
            tap("[data-reason=abuse]")
        else:
            tap(".desk-press--spam")


def worked_off(way, decide, page, number, all_of_them) -> Run:
    """Decide about `number` of `all_of_them`, and wait until the paper has answered that."""
    asked, loaded = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    begun = time.monotonic()
    decide(page, number)
    said = expect(page.locator("#desk-said"))
    expect(page.locator("#desk-number")).to_have_text(str(all_of_them - number), timeout=PATIENCE)
    said.to_have_attribute("data-on-their-way", "0", timeout=PATIENCE)
    return Run(way, number, time.monotonic() - begun, len(asked), len(loaded))


def measure(site, browser, options):
    number = options.keys + options.thumb
    name, session = site.python(FURNISH.format(number=number)).split()
    cookie = {"name": name, "value": session, "url": site.url}

    def before_the_queue(screen, **more):
        mo = browser.new_context(base_url=site.url, viewport=screen, **more)
        mo.add_cookies([cookie])
        page = mo.new_page()
        page.goto(QUEUE, wait_until="networkidle")
        return page

    print("| way | decided | seconds | ms each | requests | reloads |\n|---|---|---|---|---|---|")
    if options.thumb:
        page = before_the_queue(PHONE, has_touch=True, is_mobile=True)
        page.locator("#desk-one-at-a-time").tap()
        print(worked_off("thumb", by_thumb, page, options.thumb, number), flush=True)
        page.context.close()
    page = before_the_queue(DESK)
    print(worked_off("keyboard", by_keyboard, page, options.keys, options.keys), flush=True)
    page.context.close()
    left, decided = map(int, site.python(LEFT).split())
    if left or decided != number:
        sys.exit(f"{left} wait, and {decided} of {number} were decided about.")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--keys", type=int, default=400)
    arguments.add_argument("--thumb", type=int, default=40)
    options = arguments.parse_args()
    in_chromium(lambda site, browser: measure(site, browser, options))


if __name__ == "__main__":
    main()
