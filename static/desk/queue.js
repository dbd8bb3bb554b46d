/* The queue without reloading: a decision takes its row away, the next one is at hand, and more
 * rows come before the last is reached. Without this script each button is a form's.
 */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const form = document.getElementById("changelist-form");
  const list = document.querySelector("#result_list tbody");
  if (!form || !list) return;

  const UNDO_FOR = 10000; // milliseconds in which a decision can be taken back in its place
  const FEW = 15; // rows; then more are asked for
  const said = document.getElementById("desk-said");
  const keys = document.getElementById("desk-keys");
  const gone = []; // what was decided last, with its row, to be brought back
  let current = null;
  let asking = null;

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
    if (!row) return;
    row.classList.add("desk-row--current");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
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

  const post = (buttons, reason) => inLine(() => send(buttons, reason));

  const send = async (buttons, reason) => {
    const fields = new FormData();
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const value of buttons) fields.append("decide", value);
    if (reason) fields.set("reason", reason);
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
    const chosen = about[0].querySelector(".desk-reasons")?.value;
    for (const row of about) row.hidden = true;
    count(-sum(about));
    go(after?.hidden === false ? after : rows()[0]);
    try {
      const outcomes = await post(
        about.map((row) => button(row, name).value),
        reason ?? (name === "refuse" ? chosen : ""),
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
      if (undo) undone.push({ row: about[place], undo });
    });
    if (undone.length) gone.push(undone);
    tell(outcomes.at(-1).said, undone.length);
    if (outcomes.some(({ result }) => result === "changed")) more();
  };

  const takeBack = async () => {
    const last = gone.pop();
    if (!last) return;
    const outcomes = await post(last.map(({ undo }) => undo));
    outcomes.forEach(({ result }, place) => {
      if (result === "done") last[place].row.hidden = false;
    });
    for (const { row } of last) if (box(row)) box(row).checked = false;
    count(sum(last.map(({ row }) => row)));
    go(last[0].row);
    tell(outcomes[0].said);
  };

  // -- more rows, before the last is decided

  const more = () => {
    asking ??= inLine(() => fetch(location.href, { headers: { Accept: "text/html" } }))
      .then((answer) => answer.text())
      .then((text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        const known = new Set([...list.rows].map((row) => box(row)?.value));
        const fresh = [...page.querySelectorAll("#result_list tbody tr")];
        for (const row of fresh) if (!known.has(box(row)?.value)) list.append(document.adoptNode(row));
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
    if (options?.[number]) decide(meant(), "refuse", options[number].value);
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    a: () => decide(meant(), "approve"),
    r: () => decide(meant(), "refuse"),
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
    const name = /desk-act--(approve|refuse|spam)\b/.exec(event.submitter?.className ?? "")?.[1];
    if (!name) return;
    event.preventDefault();
    decide([event.submitter.closest("tr")], name);
  });

  list.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && row !== current && !event.target.closest("a, button, input, select, summary")) go(row);
  });
});
