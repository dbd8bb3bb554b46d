/* The queue without reloading: a decision takes its row away, the next one is at hand, and more
 * rows come before the last is reached. Without this script each button is a form's.
 */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const form = document.getElementById("changelist-form");
  const list = document.querySelector("#result_list tbody");
  if (!form || !list) return;

  const UNDO_FOR = 10000; // milliseconds in which a decision can be taken back in its place
  const A_LOOK = 800; // milliseconds on a card, after which it is in hand
  const FEW = 15; // rows; then more are asked for
  const STAY = ["pick", "unpick", "undo"]; // decisions after which a row stays in its list
  const said = document.getElementById("desk-said");
  const keys = document.getElementById("desk-keys");
  const gone = []; // what was decided last, with its row, to be brought back
  let current = null;
  let asking = null;
  let claiming = null;

  const rows = () => [...list.rows].filter((row) => !row.hidden);
  /* How many comments a row stands for: those that say the same are decided about together. */
  const size = (row) => button(row, "approve")?.value.split(",").length ?? 1;
  const sum = (some) => some.reduce((number, row) => number + size(row), 0);
  const button = (row, name) => row?.querySelector(`.desk-act--${name}`);
  const box = (row) => row.querySelector("input.action-select");

  // -- where one is

  const go = (row) => {
    current?.classList.remove("desk-row--current");
    current = row ?? null;
    clearTimeout(claiming);
    if (!row) return;
    row.classList.add("desk-row--current");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
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

  const post = (buttons, said) => {
    onTheirWay(1);
    return inLine(() => send(buttons, said)).finally(() => onTheirWay(-1));
  };

  const send = async (buttons, said = {}) => {
    const fields = new FormData();
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const value of buttons) fields.append("decide", value);
    for (const [name, words] of Object.entries(said)) if (words) fields.set(name, words);
    const answer = await fetch(location.href, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).outcomes;
  };

  const tell = (words, undo) => {
    said.textContent = words;
    if (!undo) return;
    const offer = document.getElementById("desk-undo").content.firstElementChild.cloneNode(true);
    offer.addEventListener("click", takeBack);
    said.append(" ", offer);
    setTimeout(() => offer.remove(), UNDO_FOR);
  };

  /* The number stands in the tab and, of what waits, in the title and at the side as well. */
  const count = (change) => {
    const number = document.getElementById("desk-number");
    if (!number) return;
    const now = Math.max(0, Number(number.textContent) + change);
    number.textContent = now;
    if (number.dataset.of !== "pending") return;
    document.title = document.title.replace(/\d+/, now);
    const title = document.querySelector("#content h1");
    title.textContent = title.textContent.replace(/\d+/, now);
    for (const badge of document.querySelectorAll(".model-comment .desk-badge"))
      badge.firstChild.data = now;
  };

  const decide = async (some, name, reason) => {
    const about = some.filter((row) => button(row, name));
    if (!about.length) return;
    const after = rows()[rows().indexOf(about.at(-1)) + 1];
    const beside = (field) => about[0].querySelector(field)?.value;
    const hides = name === "refuse" || name === "remove";
    const given = hides && {
      reason: reason ?? beside(".desk-reasons"),
      words: beside(".desk-words"),
    };
    for (const row of about) row.hidden = true;
    count(-sum(about));
    go(after?.hidden === false ? after : rows()[0]);
    try {
      const outcomes = await post(
        about.map((row) => button(row, name).value),
        given || {},
      );
      settle(about, outcomes);
    } catch {
      for (const row of about) row.hidden = false;
      count(sum(about));
      go(about[0]);
      tell(said.dataset.failed);
    }
    if (rows().length < FEW) more();
  };

  /* What could not be decided as it was seen is asked for anew, with its words of now. */
  const settle = (about, outcomes) => {
    const undone = [];
    outcomes.forEach(({ result, undo }, place) => {
      if (result === "changed") about[place].remove();
      if (result === "needs_words") askForWords(about[place]);
      if (undo) undone.push({ row: about[place], undo });
    });
    if (undone.length) gone.push(undone);
    tell(outcomes.at(-1).said, undone.length);
    if (outcomes.some(({ result }) => result === "changed")) more();
  };

  const askForWords = (row) => {
    row.hidden = false;
    count(size(row));
    go(row);
    row.querySelector(".desk-further").open = true;
    row.querySelector(".desk-words").focus();
  };

  /* Beside deciding: an answer, a note, a rule for its writer. */
  const further = async (row, pressed) => {
    const words = row.querySelector(".desk-words");
    try {
      const given = { words: words.value, days: row.querySelector(".desk-days")?.value };
      const [{ result, said: told }] = await post([pressed.value], given);
      tell(told);
      if (result === "needs_words") words.focus();
      if (result !== "done") return;
      words.value = "";
      pressed.closest("details").open = false;
      if (pressed.matches(".desk-act--answer") && button(row, "approve")) {
        row.hidden = true;
        count(-size(row));
        go(rows()[0]);
      }
    } catch {
      tell(said.dataset.failed);
    }
  };

  /* What stays in the list after it was decided about is shown as it is by then. */
  const renew = async (row, pressed) => {
    try {
      const [{ said: told }] = await post([pressed.value]);
      const fresh = (await inLine(rowsOfNow)).find((one) => box(one)?.value === box(row).value);
      if (fresh) row.replaceWith(fresh);
      else row.hidden = true;
      go(fresh ?? rows()[0]);
      tell(told);
    } catch {
      tell(said.dataset.failed);
    }
  };

  const takeBack = async () => {
    const last = gone.pop();
    if (!last) return;
    const outcomes = await post(last.map(({ undo }) => undo)).catch(() => null);
    if (!outcomes) {
      gone.push(last); // to be tried again
      return tell(said.dataset.failed, last.length);
    }
    outcomes.forEach(({ result }, place) => {
      if (result === "done") last[place].row.hidden = false;
    });
    for (const { row } of last) if (box(row)) box(row).checked = false;
    count(sum(last.map(({ row }) => row)));
    go(last[0].row);
    tell(outcomes[0].said);
  };

  // -- more rows, before the last is decided

  const rowsOfNow = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll("#result_list tbody tr")].map((row) => document.adoptNode(row));
  };

  const more = () => {
    asking ??= inLine(rowsOfNow)
      .then((fresh) => {
        const known = new Set([...list.rows].map((row) => box(row)?.value));
        for (const row of fresh) if (!known.has(box(row)?.value)) list.append(row);
        if (!current) go(rows()[0]);
      })
      .catch(() => {}) // the next decision asks again
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  // -- keys and buttons

  const marked = () => rows().filter((row) => box(row)?.checked);
  const meant = () => (marked().length ? marked() : current ? [current] : []);

  const mark = () => {
    box(current)?.click();
    move(1);
  };

  const refuseBecause = (number) => {
    const options = current?.querySelector(".desk-reasons")?.options;
    if (options?.[number]) first(HIDE, meant(), options[number].value);
  };

  /* An edit is decided about before its comment; what is public is let stand or taken down. */
  const PUBLISH = ["accept", "approve", "stand"];
  const HIDE = ["refuse", "remove"];
  const first = (names, some, reason) => {
    const name = names.find((one) => some.some((row) => button(row, one)));
    if (name) decide(some, name, reason);
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    a: () => first(PUBLISH, meant()),
    r: () => first(["keep", ...HIDE], meant()),
    s: () => decide(meant(), "spam"),
    x: mark,
    g: () => current?.querySelector(".desk-alike")?.toggleAttribute("open"),
    z: takeBack,
    "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) refuseBecause(Number(event.key));
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    const name = /desk-act--(\w+)/.exec(pressed?.className ?? "")?.[1];
    if (!name) return;
    event.preventDefault();
    const row = pressed.closest("tr");
    if (pressed.hasAttribute("data-further")) further(row, pressed);
    else if (STAY.includes(name)) renew(row, pressed);
    else decide([row], name);
  });

  list.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && row !== current && !event.target.closest("a, button, input, select, summary, textarea")) go(row);
  });
});
