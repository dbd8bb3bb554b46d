/* The queue one card at a time, for a thumb: the card in hand alone, its acts at the foot, and a
 * swipe towards an act that presses its button. All else is the queue's (queue.js): what is pressed
 * here is the buttons of the card. Without this script the queue is a list.
 */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const list = document.querySelector("#result_list tbody");
  const enters = document.getElementById("desk-one-at-a-time");
  const leaves = document.getElementById("desk-as-list");
  if (!list || !enters) return;

  const KEPT = "one-at-a-time"; // in the tab
  const ON = "one-at-a-time";
  const SLOP = 10; // pixels within which a finger says nothing
  const FAR = { share: 0.3, least: 96, most: 160 }; // of a card's width: what decides; in pixels
  const isNarrow = matchMedia("(max-width: 959px)"); // as in one-at-a-time.css
  const here = document.getElementById("desk-number");
  const left = document.getElementById("desk-left");

  // -- on and off

  const kept = (() => {
    try {
      return sessionStorage;
    } catch {
      return null; // a browser may refuse it; then one begins with the list
    }
  })();

  const isOn = () => document.body.classList.contains(ON);
  const inHand = () => list.querySelector(".desk-row--current:not([hidden])");
  const rows = () => [...list.rows].filter((row) => !row.hidden);

  /* There is always one, as long as there are any: the queue puts a card in hand that is clicked. */
  const takeOne = () => {
    if (isOn() && !inHand()) rows()[0]?.click();
  };

  const turn = (on) => {
    if (on === isOn()) return;
    document.body.classList.toggle(ON, on);
    if (on) list.addEventListener("touchmove", hold, { passive: false });
    else list.removeEventListener("touchmove", hold);
    const row = inHand();
    if (!on) return row?.scrollIntoView({ block: "start" });
    // What is marked would be decided about as well, out of sight.
    for (const box of list.querySelectorAll(".action-select:checked")) box.click();
    if (!row) return takeOne();
    const heading = row.querySelector(".desk-card__heading");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  const wish = (on) => {
    if (on) kept?.setItem(KEPT, "on");
    else kept?.removeItem(KEPT);
    turn(on);
    if (!on) (inHand() ?? enters).focus({ preventScroll: true });
  };

  const follow = () => turn(isNarrow.matches && kept?.getItem(KEPT) === "on");

  if (here) [left.dataset.of, left.textContent] = [here.dataset.of, here.textContent];
  else left.parentElement.hidden = true;
  enters.hidden = false;
  enters.addEventListener("click", () => wish(true));
  leaves.addEventListener("click", () => wish(false));
  isNarrow.addEventListener("change", follow);
  new MutationObserver(takeOne).observe(list, {
    attributeFilter: ["class", "hidden"],
    childList: true,
    subtree: true,
  });

  // -- swiping

  /* Approve stands at the end of the line and Reject at its beginning, in each script's direction:
   * a card is swiped towards the button that is meant.
   */
  const sign = getComputedStyle(list).direction === "rtl" ? -1 : 1;
  let swipe = null;

  const buttonAt = (row, toEnd) => {
    const slot = row.querySelector(`.desk-slot--${toEnd ? 1 : 2}`);
    return slot?.querySelector("summary") ?? slot;
  };

  const wordsOn = (button) =>
    [...button.childNodes].find(({ nodeType, data }) => nodeType === 3 && data.trim()).data.trim();

  const farEnough = (row) =>
    Math.min(FAR.most, Math.max(FAR.least, FAR.share * row.offsetWidth));

  /* The button that would be pressed if the finger were lifted now. */
  const meant = ({ row, across, down }) => {
    const isFar = Math.abs(across) >= farEnough(row) && Math.abs(across) > Math.abs(down);
    return isFar ? buttonAt(row, across * sign > 0) : null;
  };

  const draw = ({ row, card, across }) => {
    const button = buttonAt(row, across * sign > 0);
    const means = meant(swipe);
    card.style.translate = `${Math.round(button ? across : across / 6)}px`;
    card.dataset.swiped = across * sign > 0 ? "to-end" : "to-start";
    card.dataset.means = button ? wordsOn(button) : "";
    card.classList.toggle("is-far", Boolean(means));
    for (const one of row.querySelectorAll(".is-meant")) if (one !== means) one.classList.remove("is-meant");
    means?.classList.add("is-meant");
  };

  const drop = () => {
    if (!swipe) return;
    const { row, card } = swipe;
    swipe = null;
    card.style.translate = "";
    card.classList.remove("is-far", "is-swiped");
    delete card.dataset.means;
    for (const one of row.querySelectorAll(".is-meant")) one.classList.remove("is-meant");
  };

  /* The reasons are shown, never hidden; all else is decided by the button itself, once. */
  const press = (button) => {
    const reasons = button.closest(".desk-refuse");
    if (reasons) reasons.open = true;
    else button.click();
  };

  /* A swipe is ours alone: else a browser lets it go on as scrolling does, and the tap that follows
   * at once only stops it.
   */
  const hold = (event) => {
    if (swipe?.card.classList.contains("is-swiped") && event.cancelable) event.preventDefault();
  };

  /* Whoever has enlarged the page moves about in it. */
  const isEnlarged = () => (visualViewport?.scale ?? 1) > 1.01;
  visualViewport?.addEventListener("resize", () =>
    document.body.classList.toggle("is-enlarged", isEnlarged()),
  );

  list.addEventListener("pointerdown", (event) => {
    if (swipe || !event.isPrimary) return drop(); // two fingers enlarge
    const card = event.target.closest(".desk-comment");
    if (!isOn() || !card || event.pointerType === "mouse" || isEnlarged()) return;
    const { pointerId, clientX: x, clientY: y } = event;
    swipe = { card, row: card.closest("tr"), pointerId, x, y, across: 0, down: 0 };
  });

  document.addEventListener("pointermove", (event) => {
    if (event.pointerId !== swipe?.pointerId) return;
    swipe.across = event.clientX - swipe.x;
    swipe.down = event.clientY - swipe.y;
    if (!swipe.card.classList.contains("is-swiped")) {
      if (Math.hypot(swipe.across, swipe.down) < SLOP) return;
      if (Math.abs(swipe.across) < 2 * Math.abs(swipe.down)) return drop(); // one scrolls
      swipe.card.classList.add("is-swiped");
    }
    draw(swipe);
  });

  document.addEventListener("pointerup", (event) => {
    if (event.pointerId !== swipe?.pointerId) return;
    const isStillThere = swipe.row === inHand() && swipe.row.isConnected;
    const button = isStillThere && swipe.card.classList.contains("is-swiped") && meant(swipe);
    drop();
    if (button) press(button);
  });

  document.addEventListener("pointercancel", (event) => {
    if (event.pointerId === swipe?.pointerId) drop(); // the browser scrolls
  });

  follow();
});
