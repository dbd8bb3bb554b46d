"""What a page looks like to somebody with another screen: nothing leaves it, nothing is cut."""

WIDTHS = (320, 390, 768, 1280, 1920)  # pixels

# Each element with words of its own, unless it can be scrolled or is only for the ear.
LOST = """
() => {
  const root = document.scrollingElement, wide = innerWidth + 1;
  const heard = (element) => element.closest(
    ".unseen, .visually-hidden, .skip, .skip-to-content-link, .form__trap, [hidden], svg, option, "
    + "textarea, .selector button"
  );
  const scrolls = (element) => {
    for (let e = element; e && e !== root && e !== document.body; e = e.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
    return false;
  };
  const lost = root.scrollWidth > innerWidth ? [`sideways: ${root.scrollWidth}`] : [];
  const seen = new Map();
  const told = (why, e) => {
    const name = `${why}: ${e.localName}.${String(e.className).split(" ")[0]}`;
    if (!seen.has(name)) seen.set(name, e.textContent.trim().slice(0, 40));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || heard(element)) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if ((box.left < -1 || box.right > wide) && !scrolls(element)) told("off the page", element);
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (!["hidden", "clip"].includes(getComputedStyle(e).overflowX)) continue;
      const frame = e.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1) told("cut", e);
      break;
    }
  }
  return lost.concat([...seen].map(([name, text]) => `${name} “${text}”`));
}
"""


def losses(page, widths=WIDTHS) -> dict[int, list[str]]:
    """Return what is lost of the page at each width, if anything."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if lost := page.evaluate(LOST):
            found[width] = lost
    return found
