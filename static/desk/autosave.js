/* What unsaved.js keeps in this browser goes to the server as well, a few seconds after it is typed; who else is at
 * the article comes back. The bar says in one line where the words are. When the line, the session or the server is
 * away, they stay in this browser, and go up when it is back.
 */
(() => {
  "use strict";

  const QUIET = 1500; // milliseconds after the first letter
  const EVERY = 4000; // at most
  const SIGN = 20_000; // that the form is still open
  const PATIENCE = 15_000; // with the server
  const FIRST_TRY = 3000; // after a failure; then twice as long, up to
  const LAST_TRY = 30_000;
  const LEFT_FOR = 7 * 24 * 3600 * 1000;
  const LAST_BREATH = 20_000; // characters that a browser still sends when the page is closed

  const setup = document.getElementById("desk-autosave");
  if (!setup) return;
  const say = setup.dataset;
  const article = Number(say.article) || null;
  const who = { user: Number(say.user), article };

  // -- asking the server

  class Away extends Error {
    constructor(state, words) {
      super(state);
      Object.assign(this, { state, words });
    }
  }
  const keys = () => [...document.querySelectorAll("input[name=csrfmiddlewaretoken]")];
  const ask = async (address, options) => {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      return await fetch(address, { redirect: "manual", credentials: "same-origin", signal, ...options });
    } catch {
      throw new Away("offline");
    }
  };
  const read = async (response) => {
    try {
      return await response.json();
    } catch {
      return null; // a page, such as a proxy's
    }
  };
  /* The session may be another one by now: of somebody who signed in again, here or in another window. */
  const renew = async () => {
    const response = await ask(say.signedIn, { headers: { Accept: "application/json" } });
    if (response.type === "opaqueredirect") throw new Away("signedOut");
    const session = response.ok ? await read(response) : null;
    if (!session) throw new Away("refused");
    if (session.user !== who.user) throw new Away("another");
    for (const field of keys()) field.value = session.token;
  };
  const post = async (address, fields, isSecond = false) => {
    const body = JSON.stringify({ ...who, ...fields });
    const response = await ask(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": keys()[0]?.value ?? "" },
      body,
      keepalive: body.length < LAST_BREATH,
    });
    if (response.type === "opaqueredirect") throw new Away("signedOut");
    const answer = await read(response);
    if (response.ok && answer) return answer;
    if (response.status === 403 && !answer && !isSecond) {
      await renew();
      return post(address, fields, true);
    }
    if (response.status === 409) throw new Away("elsewhere", answer?.error);
    if (response.status === 413) throw new Away("refused", answer?.error ?? say.tooLarge);
    throw new Away("refused", answer?.error);
  };

  // -- one line

  const line = document.getElementById("desk-saved");
  const asItCame = [...(line?.childNodes ?? [])];
  const moment = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always", style: "short" });
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
  const ago = (milliseconds) => {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    return seconds < 60 ? moment.format(-seconds, "second") : moment.format(-Math.floor(seconds / 60), "minute");
  };
  const sentence = {
    saved: () => {
      const age = Date.now() - savedAt;
      return say.saved.replace("{ago}", age < 3_600_000 ? ago(age) : clock.format(savedAt));
    },
    unsaved: () => say.notSaved,
    offline: () => `${say.noConnection} ${where()}`,
    signedOut: () => `${say.signedOut} ${where()}`,
    another: () => `${say.another} ${where()}`,
    refused: () => `${words || say.failed} ${where()}`,
  };
  const where = () => (entry && !hasFields(entry) ? "" : inBrowser ? say.here : say.nowhere);
  const isBad = () => ["offline", "signedOut", "another", "refused"].includes(state);

  let state = ""; // as the server's page has it
  let words = "";
  let savedAt = 0;
  const show = (next = state, more = "") => {
    const isOther = next !== state || more !== words;
    [state, words] = [next, more];
    if (!line || (!state && !isOther)) return;
    if (!state) return line.replaceChildren(...asItCame);
    if (isOther) {
      line.replaceChildren(document.createElement("span"), document.createElement("span"));
      line.className = `${line.className.replace(/ ?is-\w+/g, "")} ${isBad() ? "is-away" : "is-here"}`.trim();
      // Read out when it is another one, not with each second.
      line.lastChild.className = "visually-hidden";
      line.lastChild.textContent = state === "unsaved" ? "" : state === "saved" ? say.savedNow : sentence[state]();
      line.firstChild.setAttribute("aria-hidden", "true");
      if (state === "signedOut") line.append(" ", signInLink());
    }
    if (line.firstChild.textContent !== sentence[state]()) line.firstChild.textContent = sentence[state]();
  };
  setInterval(() => state === "saved" && show(), 1000);

  const signInLink = () => {
    const link = Object.assign(document.createElement("a"), { href: say.signedIn, target: "_blank" });
    link.textContent = say.signIn;
    link.addEventListener("click", (event) => {
      if (open(link.href, "sign-in", "popup,width=520,height=680")) event.preventDefault();
    });
    return link;
  };

  /* Who else is here, and what they saved. */
  const news = ({ editing = [], newer = "" }) => {
    const place = document.getElementById("desk-others");
    const sentences = [...editing, newer].filter(Boolean);
    if (!place || place.dataset.said === sentences.join("\n")) return;
    place.dataset.said = sentences.join("\n");
    place.replaceChildren(
      ...sentences.map((each) => Object.assign(document.createElement("p"), { textContent: each, dir: "auto" })),
    );
    place.hidden = !sentences.length;
  };

  // -- sending

  let entry = null; // the last that was typed
  let inBrowser = true;
  let received = 0;
  let sentAt = 0;
  let timer = null;
  let running = null;
  let pause = FIRST_TRY;
  const hasFields = ({ fields }) => Object.keys(fields).length > 0;
  const isWaiting = () => entry && entry.at > received && (hasFields(entry) || received);

  const plan = (wait) => {
    if (timer || running) return;
    timer = setTimeout(send, wait);
  };
  const failed = (error) => {
    if (!(error instanceof Away)) throw error;
    if (error.state === "elsewhere") {
      show("unsaved");
      document.dispatchEvent(new CustomEvent("desk:elsewhere"));
      return;
    }
    show(error.state, error.words ?? "");
    pause = Math.min(2 * pause, LAST_TRY);
  };
  const up = (one) => post(say.address, { ...one, draft: one.id });
  const work = async () => {
    const sending = isWaiting() ? entry : null;
    sentAt = Date.now();
    try {
      news(await (sending ? up(sending) : post(say.editing, { version: say.version })));
      pause = FIRST_TRY;
      if (sending) arrived(sending);
      else if (isBad()) show(entry && hasFields(entry) ? "saved" : "");
    } catch (error) {
      failed(error);
    }
  };
  const send = async () => {
    clearTimeout(timer);
    timer = null;
    if (running) return running;
    running = work();
    await running;
    running = null;
    if (isBad()) plan(pause);
    else if (isWaiting()) plan(Math.max(0, sentAt + EVERY - Date.now()));
  };
  const arrived = (sending) => {
    received = sending.at;
    savedAt = Date.now();
    document.dispatchEvent(new CustomEvent("desk:received", { detail: { at: sending.at } }));
    show(isWaiting() ? "unsaved" : "saved");
  };
  document.addEventListener("desk:kept", ({ detail }) => {
    ({ entry, inBrowser } = detail);
    if (!isWaiting()) return isBad() || show(received ? "saved" : "");
    if (isBad()) show(state, words);
    else show("unsaved");
    plan(isBad() ? pause : Math.max(QUIET, sentAt + EVERY - Date.now()));
  });
  const isSeen = () => document.visibilityState === "visible";
  setInterval(() => isSeen() && article && Date.now() - sentAt >= SIGN && send(), 1000);
  addEventListener("online", send);
  addEventListener("offline", () => show("offline"));
  addEventListener("focus", () => (isBad() || Date.now() - sentAt >= SIGN) && send());
  document.addEventListener("visibilitychange", () => {
    if (isSeen() ? article || isBad() : isWaiting()) send();
  });

  // -- before the form is sent: not into the void, and not as somebody else

  const form = setup.closest("form");
  let isChecked = false;
  form?.addEventListener(
    "submit",
    async (event) => {
      if (isChecked || (!isBad() && inBrowser)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      await send();
      if (isBad()) return line?.scrollIntoView({ block: "nearest" });
      isChecked = true;
      form.requestSubmit(button);
      isChecked = false;
    },
    true,
  );

  // -- what was kept earlier, here and there

  let uploaded = null;
  const onServer = JSON.parse(document.getElementById("desk-autosaves").textContent);
  /* Of the same entry the later one, if one page wrote both; else both. What only this browser has goes up. */
  document.addEventListener("desk:earlier", ({ detail }) => {
    const twin = (one) => (other) => other.id === one.id && other.page === one.page;
    const newer = detail.entries.filter((one) => !(onServer.find(twin(one))?.at >= one.at));
    detail.entries = [...newer, ...onServer.filter((one) => !newer.find(twin(one)))];
    const news = newer.filter((each) => !each.left && each.page);
    uploaded = Promise.all(news.map((one) => up(one).catch(() => null)));
  });
  const pageOf = (entry) => `${say.list}${encodeURIComponent(entry.id)}/`;
  /* What differs, as its own page has it. */
  document.addEventListener("desk:offered", async ({ detail: { entry, offer } }) => {
    await uploaded;
    const response = await ask(pageOf(entry)).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const differences = page.getElementById("differences");
    if (differences && !offer.hidden) offer.append(differences);
  });
  /* To take it is to save it as a version: of a public article as changes that readers do not see. */
  document.addEventListener("desk:taken", () => form.requestSubmit(form.elements._save));
  document.addEventListener("desk:left", async ({ detail: { entry, offer } }) => {
    const body = new URLSearchParams({ act: "left", csrfmiddlewaretoken: keys()[0]?.value ?? "" });
    const response = await ask(pageOf(entry), { method: "POST", body }).catch(() => null);
    if (response?.type !== "opaqueredirect") return; // it stays here, and is not offered
    const until = new Date(Date.now() + LEFT_FOR).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
    const link = Object.assign(document.createElement("a"), { href: say.list, textContent: say.all });
    offer.querySelector("p").replaceChildren(`${say.left.replace("{time}", until)} `, link);
    offer.querySelector("div").hidden = true;
    offer.querySelector("#differences")?.remove();
    offer.hidden = false;
  });
  if (article) send();
})();
