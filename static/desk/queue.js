/* The queue without reloading: a decision takes its row away, the next one is at hand, and more
 * rows come before the last is reached. Nobody decides about a text that is cut off: the first
 * press shows it whole. Without this script each button is a form's, and each text is whole.
 */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const form = document.getElementById("changelist-form");
  const list = document.querySelector("#result_list tbody");
  if (!form || !list) return;

  const UNDO_FOR = 10000; // milliseconds in which a decision can be taken back in its place
  const A_LOOK = 800; // milliseconds on a card, after which it is in hand
  const FEW = 15; // rows; then more are asked for
  const TWO_CLICKS = 400; // milliseconds in which a second click is still of the first gesture
  const STAY = ["pick", "unpick", "undo"]; // decisions after which a row stays in its list
  /* An edit is decided about before its comment; what is public is let stand or taken down. */
  const PUBLISH = ["accept_edit", "approve", "keep"];
  const HIDE = ["reject", "remove"];
  const SETTLED = ["done", "already", "gone"]; // outcomes after which a row has left its list
  const WORST = ["failed", "needs_words", "changed", "not_yours", "gone", "already", "done"];
  const BUSY = "input:not([type=checkbox]), select, textarea, dialog[open]"; // letters are words
  const said = document.getElementById("desk-said");
  const keys = document.getElementById("desk-keys");
  const opensKeys = document.getElementById("desk-keys-open");
  const none = document.getElementById("desk-none");
  const gone = new Set(); // what was decided, the last thing last, to be taken back
  const underWay = new Set(); // the rows whose decisions the paper has not answered yet
  let current = null;
  let asking = null;
  let claiming = null;
  let told = null; // the numbers of all tabs, as the last answer had them

  const rows = () => [...list.rows].filter((row) => !row.hidden);
  const button = (row, name) => row?.querySelector(`.desk-act--${name}`);
  const box = (row) => row?.querySelector("input.action-select");
  const wordsOf = (row) => row.querySelector(".desk-words");
  const refusalOf = (row) => row.querySelector(".desk-refuse");
  const sheetOf = (row) => row.querySelector(".desk-further");
  /* The comments a row stands for: those that say the same are decided about together. */
  const numbers = (row) =>
    button(row, "approve")?.value.match(/\b\d+(?=:)/g) ?? [box(row)?.value ?? ""];
  const sum = (some) => some.reduce((number, row) => number + numbers(row).length, 0);
  const areAkin = (row, other) => numbers(row).some((one) => numbers(other).includes(one));

  // -- where one is

  const leave = (row) => {
    row.classList.remove("desk-row--current");
    const refuse = refusalOf(row);
    if (refuse) refuse.open = false;
  };

  const go = (row) => {
    if (current && current !== row) leave(current);
    current = row ?? null;
    clearTimeout(claiming);
    if (!row) return;
    row.classList.add("desk-row--current");
    const isAlone = document.body.classList.contains("one-at-a-time");
    const place = isAlone ? row.querySelector(".desk-card__heading") : row;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    const isTall = isAlone || row.offsetHeight > innerHeight / 2; // then its beginning counts
    row.scrollIntoView({ block: isTall ? "start" : "nearest" });
    claiming = setTimeout(() => inLine(() => claim(row)), A_LOOK);
  };

  /* Whoever stays at a comment has it in hand: the others at the desk see that. */
  const claim = async (row) => {
    const fields = new FormData();
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fields.set("comment", box(row).value);
    const answer = await fetch(said.dataset.claim, { method: "POST", body: fields }).catch(() => null);
    if (!answer?.ok) return; // nothing depends on it
    const { claims } = await answer.json();
    for (const one of rows()) {
      const words = one.querySelector(".desk-claim");
      words.textContent = claims[box(one)?.value] ?? "";
      words.hidden = !words.textContent;
    }
  };

  /* Whoever has gone on to another card, or writes, is not called back. */
  const isStillAt = (place) =>
    (current === place || !rows().includes(current)) && !document.activeElement?.closest(BUSY);

  const following = (row) => {
    const all = rows();
    return all[all.indexOf(row) + 1];
  };

  const move = (step) => {
    const all = rows();
    const place = all.indexOf(current) + step;
    go(all[Math.max(0, Math.min(place, all.length - 1))]);
  };

  // -- deciding

  /* One after the other, however fast the keys are: what is asked for later knows it all. */
  let line = Promise.resolve();
  const inLine = (act) => (line = line.then(act, act));

  /* Who leaves while decisions are on their way is asked first. */
  const onTheirWay = (change) => {
    said.dataset.onTheirWay = Number(said.dataset.onTheirWay ?? 0) + change;
  };
  addEventListener("beforeunload", (event) => {
    if (Number(said.dataset.onTheirWay)) event.preventDefault();
  });

  const inLineAndAwaited = (act) => {
    onTheirWay(1);
    return inLine(act).finally(() => onTheirWay(-1));
  };

  const send = async (buttons, given = {}) => {
    const fields = new FormData();
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const value of buttons) fields.append("decide", value);
    for (const [name, words] of Object.entries(given)) if (words) fields.set(name, words);
    const answer = await fetch(location.href, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.status);
    const { outcomes, numbers: now } = await answer.json();
    told = now;
    return outcomes;
  };

  /* What was decided can be taken back until it is: the button for it is there for so long. */
  const canUndo = (entry, can = true) => {
    if (can) gone.add(entry);
    else gone.delete(entry);
    for (const undo of document.querySelectorAll("[data-key=z]")) undo.disabled = !gone.size;
  };

  const tell = (words, entry) => {
    said.textContent = words;
    if (!entry?.undone.length) return;
    const offer = document.getElementById("desk-undo").content.firstElementChild.cloneNode(true);
    offer.addEventListener("click", () => {
      offer.remove(); // so that a second click takes back nothing else
      takeBack(entry);
    });
    said.append(" ", offer);
    setTimeout(() => offer.remove(), UNDO_FOR);
  };

  const worst = (came) =>
    came.reduce((one, other) =>
      WORST.indexOf(other.result) < WORST.indexOf(one.result) ? other : one,
    );

  /* A tab's number stands in the tab and, of what waits, in the menu and the title as well. */
  const showNumber = (tab, now) => {
    for (const badge of document.querySelectorAll(`[data-of="${tab}"]`)) {
      badge.firstChild.data = now;
      const tab = badge.closest(".desk-tabs a");
      if (tab) tab.classList.toggle("is-none", !now);
      else badge.hidden = !now;
    }
    if (tab !== "pending" || document.getElementById("desk-number")?.dataset.of !== tab) return;
    document.title = document.title.replace(/\d+/, now);
  };

  const numbersIn = (page) =>
    Object.fromEntries(
      [...page.querySelectorAll("[data-of]")].map((badge) => [
        badge.dataset.of,
        Number(badge.firstChild.data),
      ]),
    );

  /* What is on its way is gone already from the tab that is shown. */
  const showNumbers = (now) => {
    const here = document.getElementById("desk-number")?.dataset.of;
    for (const [tab, number] of Object.entries(now ?? {}))
      showNumber(tab, Math.max(0, tab === here ? number - sum([...underWay]) : number));
  };

  const showTold = () => {
    showNumbers(told);
    told = null;
  };

  const count = (change) => {
    const here = document.getElementById("desk-number");
    if (here) showNumber(here.dataset.of, Math.max(0, Number(here.textContent) + change));
  };

  const hide = (some) => {
    for (const row of some) {
      row.hidden = true;
      underWay.add(row);
    }
    count(-sum(some));
    showNone();
  };

  const showNone = () => {
    none.hidden = rows().length > 0;
  };

  const show = (row) => {
    if (!row.hidden || !row.isConnected) return;
    row.hidden = false;
    count(sum([row]));
    showNone();
  };

  /* Why a row is taken down. Its words are a note or an answer, unless a law has to be named. */
  const groundOf = (row, reason) =>
    reason === "illegal" ? { reason, words: wordsOf(row)?.value } : { reason };

  /* What has the same ground goes in one post. */
  const parcelsOf = (about, name, reason) =>
    Map.groupBy(about, (row) => JSON.stringify(HIDE.includes(name) ? groundOf(row, reason) : {}));

  const carry = async (parcels, name) => {
    const lost = { result: "failed", message: said.dataset.failed };
    const came = [];
    for (const [ground, some] of parcels) {
      const values = some.map((row) => button(row, name).value);
      const outcomes = await send(values, JSON.parse(ground)).catch(() => []);
      some.forEach((row, place) => came.push({ row, ...(outcomes[place] ?? lost) }));
    }
    return came;
  };

  const isCutOff = (row) => {
    const text = row.querySelector(".desk-comment__body");
    return text.scrollHeight > text.clientHeight + 1;
  };

  /* Shows the texts that were cut off; what was shown is decided about by the next press. */
  const mustBeReadFirst = (some) => {
    const unread = some.filter(isCutOff);
    if (!unread.length) return false;
    for (const row of unread) row.classList.add("desk-row--whole");
    go(unread[0]);
    tell(said.dataset.unread);
    return true;
  };

  const decide = async (some, name, reason = "") => {
    const about = some.filter((row) => button(row, name));
    if (!about.length || mustBeReadFirst(about)) return;
    const parcels = parcelsOf(about, name, reason);
    const after = following(about.at(-1));
    const entry = { undone: [] }; // known at once: who takes it back does not wait for the answer
    canUndo(entry);
    hide(about);
    go(after ?? rows()[0]);
    const here = current;
    await inLineAndAwaited(async () => settle(entry, await carry(parcels, name), here, reason));
    if (rows().length < FEW) more();
  };

  const settle = async (entry, came, here, reason) => {
    for (const { row } of came) underWay.delete(row);
    entry.undone = came.filter(({ undo }) => undo);
    if (!entry.undone.length) canUndo(entry, false);
    tell(worst(came).message, entry);
    const left = came.filter(({ result }) => !SETTLED.includes(result));
    const back = await bringBack(left);
    showTold();
    const silent = left.filter(({ result }) => result === "needs_words").map(({ row }) => row);
    for (const row of silent) askForWords(row, reason);
    if (!back.length || !isStillAt(here)) return;
    go(silent[0] ?? back[0]);
    if (silent.length) wordsOf(silent[0]).focus();
  };

  /* The law that it breaks is written, then the reason pressed once more. */
  const askForWords = (row, reason) => {
    sheetOf(row).open = true;
    const refuse = refusalOf(row);
    if (refuse) refuse.open = true;
    for (const chip of row.querySelectorAll("[data-reason]"))
      chip.ariaPressed = String(chip.dataset.reason === reason);
  };

  /* What was not decided waits on; what changed, or was decided in part, is shown as it is now.
   * Returns the rows that can be decided about again, which not all of them can be by oneself.
   */
  const bringBack = async (left) => {
    const isStale = ({ result, undo }) => result === "changed" || undo;
    const same = left.filter((one) => !isStale(one));
    for (const { row } of same) show(row);
    const anew = await refresh(left.filter(isStale).map(({ row }) => row));
    const mine = same.filter(({ result }) => result !== "not_yours").map(({ row }) => row);
    return [...mine, ...anew];
  };

  /* Beside deciding: an answer, a note, a rule for its writer; and what stays in its list after
   * it was decided about. What that changes about a card is shown in its place.
   */
  const beside = (row, pressed) => {
    if (pressed.ariaDisabled) return; // it is on its way
    pressed.ariaDisabled = "true";
    const [here, after] = [current, following(row)];
    const given = pressed.hasAttribute("data-further") && {
      words: wordsOf(row).value,
      days: row.querySelector(".desk-days")?.value,
    };
    inLineAndAwaited(async () => {
      const [{ result, message: words }] = await send([pressed.value], given || {});
      tell(words);
      showTold();
      if (given && result === "done") clear(row, pressed);
      if (result === "needs_words" && isStillAt(here)) wordsOf(row).focus();
      if (!changesItsCard(row, pressed, result)) return;
      const [anew] = await refresh([row]);
      const near = [anew, row, after].find((one) => rows().includes(one));
      if (isStillAt(here)) go(near ?? rows()[0]);
    })
      .catch(() => tell(said.dataset.failed))
      .finally(() => {
        pressed.ariaDisabled = null;
      });
  };

  const clear = (row, pressed) => {
    wordsOf(row).value = "";
    sheetOf(row).open = false;
  };

  /* Whoever answers publishes what waits: the one that is answered, not those that say the same. */
  const changesItsCard = (row, pressed, result) => {
    if (!pressed.hasAttribute("data-further") || result === "changed") return true;
    const answers = pressed.matches(".desk-act--answer") && button(row, "approve");
    return answers && result === "done";
  };

  /* Takes back what was decided last by now, also if the paper has not yet answered to that. */
  const takeBack = (entry = [...gone].at(-1)) => {
    if (!entry) return;
    canUndo(entry, false);
    const here = current;
    inLineAndAwaited(async () => {
      if (!entry.undone.length) return; // it had not come to pass
      const outcomes = await send(entry.undone.map(({ undo }) => undo)).catch(() => null);
      if (outcomes) return restore(entry, outcomes, here);
      canUndo(entry); // to be tried again
      tell(said.dataset.failed, entry);
    });
  };

  const restore = async (entry, outcomes, here) => {
    const some = entry.undone.splice(0);
    const isWhole = ({ row, result }, place) =>
      result === "done" && outcomes[place].result === "done" && row.isConnected;
    const whole = some.filter(isWhole).map(({ row }) => row);
    for (const row of whole) {
      show(row);
      box(row).checked = false;
    }
    tell(worst(outcomes).message);
    showTold();
    const anew = await refresh(some.map(({ row }) => row).filter((row) => !whole.includes(row)));
    const [first] = [...whole, ...anew];
    if (first && isStillAt(here)) go(first);
  };

  // -- more rows, before the last is decided

  const rowsOfNow = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("changelist-form")) throw new Error(answer.status);
    const now = numbersIn(page);
    if (told) told = now;
    showNumbers(now);
    return [...page.querySelectorAll("#result_list tbody tr")].map((row) => document.adoptNode(row));
  };

  /* Asks how the `stale` rows are by now and returns what came in their places. Only to be called
   * in line: what is sent later the paper does not know yet.
   */
  const refresh = async (stale) => {
    if (!stale.length) return [];
    const fresh = await rowsOfNow().catch(() => null);
    if (fresh) return stale.flatMap((row) => replace(row, fresh));
    stale.forEach(show); // with its words of then, rather than lost
    return [];
  };

  /* A card may have become several, or none; what is on its way, or came in already, is left. */
  const replace = (row, fresh) => {
    const awaited = new Set([...underWay].flatMap(numbers));
    const isFree = (one) =>
      !one.isConnected && numbers(one).some((number) => !awaited.has(number));
    const mine = fresh.filter((one) => areAkin(one, row) && isFree(one));
    const isOld = (one) => one === row || mine.some((now) => areAkin(now, one));
    const old = [...list.rows].filter((one) => isOld(one) && !underWay.has(one));
    if (old.length) old[0].before(...mine);
    else list.append(...mine);
    showNone();
    if (mine.length) keepWords(wordsOf(row), wordsOf(mine[0]));
    const wasHere = old.includes(current) && isStillAt(current);
    for (const one of old) one.remove();
    if (wasHere && mine.length) go(mine[0]);
    return mine;
  };

  const keepWords = (from, to) => {
    if (!from?.value || !to) return;
    to.value = from.value;
    const [there, here] = [from, to].map((words) => sheetOf(words.closest(".desk-acts")));
    here.open = there.open;
    if (document.activeElement === from) to.focus();
  };

  const more = () => {
    asking ??= inLine(rowsOfNow)
      .then((fresh) => {
        const known = new Set([...list.rows].flatMap(numbers));
        const isNew = (row) => !numbers(row).some((number) => known.has(number));
        list.append(...fresh.filter(isNew));
        showNone();
        if (!rows().includes(current) && isStillAt(null)) go(rows()[0]);
      })
      .catch(() => {}) // the next decision asks again
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  // -- keys and buttons

  const marked = () => rows().filter((row) => box(row)?.checked);
  const meant = () => (marked().length ? marked() : rows().filter((row) => row === current));

  const mark = () => {
    box(current)?.click();
    move(1);
  };

  const refuseBecause = (number) => {
    const some = meant();
    const row = some.find(refusalOf);
    const reason = row?.querySelectorAll("[data-reason]")[number - 1]?.dataset.reason;
    if (reason) first(HIDE, some, reason);
  };

  /* The first press shows the reasons, the second one needs none. */
  const refuse = () => {
    const some = meant();
    const asks = some.includes(current) ? current : some[0];
    const reasons = asks && refusalOf(asks);
    if (!reasons || reasons.open) first(["reject_edit", ...HIDE], some);
    else if (!mustBeReadFirst(some)) reasons.open = true;
  };

  const first = (names, some, reason) => {
    const name = names.find((one) => some.some((row) => button(row, one)));
    if (name) decide(some, name, reason);
  };

  const turn = (details) => {
    if (details) details.open = !details.open;
  };

  const closeAll = () => {
    for (const details of current?.querySelectorAll("details[open]") ?? []) details.open = false;
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    a: () => first(PUBLISH, meant()),
    r: refuse,
    s: () => decide(meant(), "spam"),
    x: mark,
    m: () => current && turn(sheetOf(current)),
    g: () => turn(current?.querySelector(".desk-alike")),
    z: () => takeBack(),
    "/": () => document.getElementById("searchbar").focus(),
    "?": () => keys.showModal(),
    Escape: closeAll,
  };

  /* Where letters are others than Latin ones, a key is known by its place. */
  const keyOf = ({ key, code, shiftKey }) => {
    if (shiftKey || /^[ -~]*$/.test(key)) return key;
    return /^Key(.)$/.exec(code)?.[1].toLowerCase() ?? key;
  };

  document.addEventListener("keydown", (event) => {
    if (event.target.closest(BUSY) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = keyOf(event);
    if (event.repeat && !["j", "k"].includes(key)) return; // one that is held decides once
    if (/^[1-9]$/.test(key)) refuseBecause(Number(key));
    else if (acts[key]) acts[key]();
    else return;
    event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    const reason = pressed?.dataset.reason;
    const name = reason
      ? pressed.value.split(":", 1)[0]
      : /desk-act--(\w+)/.exec(pressed?.className ?? "")?.[1];
    if (!name) return;
    event.preventDefault();
    const row = pressed.closest("tr");
    if (reason) return decide([row], name, reason);
    if (pressed.hasAttribute("data-further") || STAY.includes(name)) beside(row, pressed);
    else decide([row], name);
  });

  /* The second click of two meets the next card, which has moved to where the pointer is. */
  let clicked = { at: -Infinity, row: null };
  list.addEventListener("click", (event) => {
    if (!event.detail || !event.target.closest(".desk-act, .desk-chip")) return; // 0: pressed by a key
    const row = event.target.closest("tr");
    const soon = event.timeStamp - clicked.at < TWO_CLICKS && !areAkin(row, clicked.row);
    if (soon || event.detail > 1) event.preventDefault();
    else clicked = { at: event.timeStamp, row };
  });

  list.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row || row === current) return;
    const opens = event.target.closest(".desk-refuse, .desk-further");
    if (opens || !event.target.closest("a, button, input, select, summary, textarea")) go(row);
  });

  /* Buttons that stand for a key. Two clicks of one gesture take back one decision. */
  let undone = -Infinity;
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key === "z" && event.timeStamp - undone < TWO_CLICKS) return;
    if (key === "z") undone = event.timeStamp;
    if (key) acts[key]();
  });

  opensKeys.hidden = false;
  opensKeys.addEventListener("click", () => keys.showModal());
});
