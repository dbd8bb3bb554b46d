"""How quick a very long article is to write and to save: `python -m benchmarks.writing`.

Opens an article of 10,000 words in Chromium on the real server, types into its middle, and prints
the milliseconds from a key to the next picture of the screen, and the seconds of the first autosave
and of a save. With --profile it prints where the script's time goes. Everything stays here.
"""

import argparse
import collections
import statistics
import time

from benchmarks.in_chromium import in_chromium

FURNISH = """
from django.conf import settings
from tests import cast
paragraph = "<p>" + " ".join(["The <b>boats</b> of the old harbour are out at sea"] * 10) + ".</p>"
article = cast.an_article(published=None, body=paragraph * {words_in_hundreds})
print(article.pk, settings.SESSION_COOKIE_NAME, cast.session_of(cast.staff("Ida", "Editors")))
"""
WATCH = """() => {
  window.pressed = [];
  addEventListener("keydown", () => {
    const begun = performance.now();
    requestAnimationFrame(() => setTimeout(() => pressed.push(performance.now() - begun)));
  }, true);
}"""


def profile(session, run):
    session.send("Profiler.enable")
    session.send("Profiler.start")
    run()
    nodes = session.send("Profiler.stop")["profile"]
    by_id = {node["id"]: node for node in nodes["nodes"]}
    spent = collections.Counter()
    for number, delta in zip(nodes["samples"], nodes["timeDeltas"], strict=True):
        frame = by_id[number]["callFrame"]
        place = frame["url"].rpartition("/")[2]
        spent[f"{frame['functionName'] or '(anonymous)'} {place}:{frame['lineNumber']}"] += delta
    for name, microseconds in spent.most_common(25):
        print(f"{microseconds / 1000:8.0f} ms  {name}")


def measure(site, browser, options):
    furnish = FURNISH.format(words_in_hundreds=options.words // 100)
    pk, cookie, session = site.python(furnish).split()
    ida = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    ida.add_cookies([{"name": cookie, "value": session, "url": site.url}])
    page = ida.new_page()
    page.goto(f"/admin/articles/article/{pk}/change/")
    page.wait_for_load_state("networkidle")
    page.locator(".ProseMirror p").nth(options.words // 200).click()
    page.evaluate(WATCH)

    def write():
        for number in range(options.keys):
            page.keyboard.press("abcdefgh "[number % 9])

    if options.profile:
        profile(ida.new_cdp_session(page), write)
    else:
        write()
    begun = time.monotonic()
    page.locator("#desk-saved", has_text="Saved").wait_for()
    autosave = time.monotonic() - begun
    keys = sorted(page.evaluate("pressed"))
    begun = time.monotonic()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    saved = time.monotonic() - begun
    print(f"{options.words} words, {len(keys)} keys: median {statistics.median(keys):.0f} ms,")
    print(f"95 of 100 within {keys[len(keys) * 95 // 100]:.0f} ms, worst {keys[-1]:.0f} ms;")
    print(f"autosave done {autosave:.1f} s after the last key; saved and shown in {saved:.1f} s")
    ida.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--words", type=int, default=10_000)
    arguments.add_argument("--keys", type=int, default=150)
    arguments.add_argument("--profile", action="store_true")
    options = arguments.parse_args()
    in_chromium(lambda site, browser: measure(site, browser, options))


if __name__ == "__main__":
    main()
