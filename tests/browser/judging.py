"""The judges of a page: nothing leaves the screen, nothing is cut, covered or too small; axe; the
checker of the W3C."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.site import ROOT, missing

WIDTHS = (320, 390, 768, 1280, 1920)  # pixels
JAR = ROOT / "tests/judges/node_modules/vnu-jar/build/dist/vnu.jar"

# What has words of its own, unless it can be scrolled to or is only for the ear.
LOST = """
() => {
  const root = document.scrollingElement;
  const unseen = ".unseen, .visually-hidden, .skip, .skip-to-content-link, .form__trap, [hidden], "
    + "svg, option, textarea, .selector button";
  const clips = (element) => getComputedStyle(element).overflowX;
  const isForTheEar = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement)
      if (getComputedStyle(e).clipPath === "inset(50%)") return true;
    return false;
  };
  const scrolls = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement)
      if (["auto", "scroll"].includes(clips(e))) return true;
    return false;
  };
  const smallest = document.querySelector("#container") ? 14 : 12; // at the desk, and for readers
  const sticks = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement)
      if (["fixed", "sticky"].includes(getComputedStyle(e).position)) return true;
    return false;
  };
  // Where what is shown of it ends: lines below are clipped.
  const footOf = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement)
      if (getComputedStyle(e).overflowY !== "visible") return e.getBoundingClientRect().bottom;
    return Infinity;
  };
  // Of a button its box, of a headline the middle of each line: letters reach over their lines.
  const lines = [];
  const lost = root.scrollWidth > innerWidth ? [`sideways, ${root.scrollWidth} pixels`] : [];
  const told = new Set();
  const tell = (why, e) => told.add(`${why}: ${e.localName}.${e.classList[0] ?? ""}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest(unseen)) continue;
    if (!element.checkVisibility() || isForTheEar(element)) continue;
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(element))
      tell("off the page", element);
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (["auto", "scroll"].includes(clips(e))) break;
      if (!["hidden", "clip"].includes(clips(e)) || e.localName === "tr") continue;
      const frame = e.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1) tell("cut", e);
      break;
    }
    if (parseFloat(getComputedStyle(element).fontSize) < smallest - 0.01)
      tell("too small", element);
    const press = element.closest("button, .button, .object-tools a");
    if (!press && !element.closest("h1, h2, h3")) continue;
    const boxes = press ? [press.getBoundingClientRect()] : range.getClientRects();
    const foot = press ? Infinity : footOf(element);
    for (const { left, right, top, height } of boxes)
      if (height && right - left > 4 && top < foot - 4) {
        const letters = press ? 0 : height * 0.3;
        const bottom = top + height - letters;
        lines.push({ element: press ?? element, left, right, top: top + letters, bottom });
      }
  }
  for (const [number, one] of lines.entries())
    for (const other of lines.slice(number + 1))
      if (
        !one.element.contains(other.element) && !other.element.contains(one.element)
        && sticks(one.element) === sticks(other.element)
        && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
      )
        tell(`covered by a ${other.element.localName}`, one.element);
  return lost.concat([...told]);
}
"""
# Of Django's own pages, which are left as they are.
DJANGOS = (
    "The value of attribute “aria-label” on element “nav” from namespace",  # its Arabic: not in NFC
    "Element “option” without attribute “label” must not be empty.",  # of a field with a search
)
GUESSES = (
    "This document appears to be written in",  # texts of the paper are in twelve languages
)


def losses(page, widths=WIDTHS):
    """Yield what is lost of the page at each width, and in the dark at the last of them.

    The schemes differ in colours alone: each is a token of two values.
    """
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        yield width, "light", page.evaluate(LOST)
    page.emulate_media(color_scheme="dark")
    yield width, "dark", page.evaluate(LOST)
    page.emulate_media(color_scheme="light")


def checker() -> list[str]:
    """Return the command of the Nu Html Checker; skip the test without it."""
    if not JAR.exists() or not shutil.which("java"):
        missing("The Nu Html Checker", "apt-get install default-jre-headless npm && make judges")
    return ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always"]


def faults_of_html(folder: Path) -> list[str]:
    """Return what the checker finds in the pages of `folder`, all in one run."""
    done = subprocess.run([*checker(), str(folder)], capture_output=True, text=True)
    return [
        f"{Path(fault['url']).name}, line {fault.get('lastLine')}: {fault['message']}"
        for fault in json.loads(done.stderr)["messages"]
        if not fault["message"].startswith(DJANGOS + GUESSES)
    ]
