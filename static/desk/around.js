/* Beside the queue: the thread around the card in hand, and the last comments of its writer. They
 * come when one stays at a card, and of the first at once; who goes on is not kept, and without
 * this script links lead there.
 */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const pane = document.getElementById("desk-around");
  const list = document.getElementById("result_list");
  if (!pane || !list) return;

  const A_GLANCE = 150; // milliseconds; whoever decides faster than that asks for nothing
  const hasRoom = matchMedia("(min-width: 80rem)"); // as in queue.css
  const known = new Map(); // what is around each comment, until something is decided
  let shown = null;
  let asking = null;
  let soon = null;

  const show = (page) => {
    pane.replaceChildren(...page.cloneNode(true).childNodes);
    pane.scrollTop = 0;
  };

  const ask = async (number) => {
    asking = new AbortController();
    const { signal } = asking;
    const address = `${pane.dataset.address}?comment=${number}`;
    const answer = await fetch(address, { signal }).catch(() => null);
    const words = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
    if (words === null || signal.aborted) return; // the links on the card lead there as well
    const page = new DOMParser().parseFromString(words, "text/html").body;
    known.set(number, page);
    show(page);
  };

  const look = (number) => {
    clearTimeout(soon);
    asking?.abort();
    if (known.has(number)) return show(known.get(number));
    pane.replaceChildren(); // nothing of another comment beside this one
    soon = setTimeout(() => ask(number), A_GLANCE);
  };

  const lookAround = (row) => {
    const number = row?.querySelector("input.action-select")?.value;
    if (number && number !== shown && hasRoom.matches) {
      shown = number;
      look(number);
    }
  };

  list.addEventListener("focusin", (event) => lookAround(event.target.closest("tr")));
  lookAround(list.querySelector("tbody tr")); // the card that comes next, before one is in hand

  /* What was decided is told, and changes the states that are known. */
  new MutationObserver(() => known.clear()).observe(document.getElementById("desk-said"), {
    childList: true,
  });
});
