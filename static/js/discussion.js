/* The discussion as it is read: the comment that a link means, ages, and what others wrote meanwhile.
 *
 * Without this script every link simply leads to its address. Writing is in comment-form.js.
 */
(() => {
  "use strict";

  const discussion = document.getElementById("comments");

  /* A document, not text: nothing has to turn a string into HTML here. Null for what is no page. */
  const pageAt = (address) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.timeout = 30000;
      request.onload = () => resolve(request.response);
      request.onerror = request.ontimeout = reject;
      request.send();
    });

  // -- a comment that stands on another page, or is folded: its own address knows where it is

  /* A comment that is gone has no page: then the reader stays with the article. */
  const lookUp = async (address) => {
    const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) location.replace(address);
  };

  const find = () => {
    const number = /^#c(\d+)$/.exec(location.hash)?.[1];
    if (!number || !discussion) return;
    const place = document.getElementById(`c${number}`);
    if (!place) lookUp(`${discussion.dataset.comments}${number}/`);
    for (let up = place; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    place?.scrollIntoView();
  };

  addEventListener("hashchange", find);
  find();

  // -- how long ago, for a day: the page is stored, so only a script can say it

  const AGES = [
    [60, "minute"],
    [24, "hour"],
  ];

  const tellAges = () => {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
    for (const time of document.querySelectorAll(".comment__time time")) {
      let age = (Date.now() - new Date(time.dateTime)) / 60000;
      time.title ||= time.textContent;
      const [, unit] = AGES.find(([most]) => age < most || ((age /= most), false)) ?? [];
      time.textContent = unit && age >= 0 ? words.format(-Math.floor(age), unit) : time.title;
    }
  };

  tellAges();
  setInterval(tellAges, 60000);

  // -- one's own comments that are not public: only this tab knows their receipts

  const MINE = `newsroom.mine:${discussion?.dataset.article}`;

  /* As the receipt shows it, below what it answers, else above all others. */
  const place = (receipt, address) => {
    const comment = document.importNode(receipt.querySelector(".comment"), true);
    const [name, state] = ["h3", "a"].map((tag) => document.createElement(tag));
    name.className = "comment__name";
    name.append(...comment.querySelector(".comment__name").childNodes);
    comment.querySelector(".comment__name").replaceWith(name);
    comment.querySelector(".receipt__note")?.remove();
    state.href = address;
    state.textContent = receipt.querySelector("h1").textContent;
    const line = document.createElement("p");
    line.className = "comment__state";
    line.append(state, " ", receipt.querySelector(".receipt__reason")?.textContent ?? "");
    comment.prepend(line);
    comment.classList.add("comment--mine");
    const answered = document.getElementById(`c${receipt.dataset.answers}`);
    if (answered) answered.after(comment);
    else document.querySelector(".discussion__threads").prepend(comment);
    for (let up = comment; up; up = up.parentElement) if (up.localName === "details") up.open = true;
  };

  const showMine = async () => {
    const waiting = [];
    for (const old of document.querySelectorAll(".comment--mine")) old.remove();
    for (const address of sessionStorage.getItem(MINE)?.split(" ") ?? []) {
      const page = await pageAt(address).catch(() => undefined); // no line: asked again another time
      const receipt = page?.querySelector("[data-state]");
      const isHidden = receipt && !["approved", "deleted"].includes(receipt.dataset.state);
      if (page === undefined || isHidden) waiting.push(address);
      if (isHidden) place(receipt, address);
    }
    if (waiting.length) sessionStorage.setItem(MINE, waiting.join(" "));
    else sessionStorage.removeItem(MINE);
    tellAges();
  };

  // A browser that keeps nothing shows nothing.
  const mine = () => discussion && showMine().catch(() => {});
  mine();
  addEventListener("pageshow", (event) => event.persisted && mine()); // by "Back"

  // -- what others wrote while this page was open

  const A_WHILE = 60000; // milliseconds; asked that often, and only while somebody looks
  const news = document.querySelector("[data-news]");

  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(discussion.dataset.feed).catch(() => null);
    if (!answer?.ok) return;
    const more = (await answer.json())._discussion.comments - discussion.dataset.count;
    news.hidden = more <= 0;
    news.querySelector("[data-number]").textContent = more;
  };

  /* The same one of a comment, or of its replies, in the threads before and after. */
  const nameOf = (details) => {
    const place = details.closest(".comment, .thread__place");
    return `${details.className} ${place.id || place.querySelector(".comment")?.id}`;
  };

  /* The new threads take the place of the old; what is open stays so, and a form where it was. */
  const show = async () => {
    const page = await pageAt(location.pathname);
    const [threads, now] = [".discussion__threads", "#comments"].map((part) => page.querySelector(part));
    const before = document.querySelector(".discussion__threads");
    const fresh = document.importNode(threads, true);
    const known = new Set([...before.querySelectorAll(".comment")].map(({ id }) => id));
    const opened = new Set([...before.querySelectorAll("details[open]")].map(nameOf));
    for (const details of fresh.querySelectorAll("details")) details.open = opened.has(nameOf(details));
    const answer = document.getElementById("answer");
    const above = answer?.previousElementSibling.id;
    before.replaceWith(fresh);
    tellAges();
    mine();
    if (/^c\d/.test(above)) (document.getElementById(above) ?? fresh).after(answer);
    discussion.dataset.count = now.dataset.count;
    discussion.querySelector("h2").textContent = now.querySelector("h2").textContent;
    news.hidden = true;
    const others = [...fresh.querySelectorAll(".comment[id]")].filter(({ id }) => !known.has(id));
    for (const comment of others) comment.classList.add("comment--new");
    others[0]?.querySelector(".comment__time").focus();
  };

  if (news) {
    setInterval(look, A_WHILE);
    document.addEventListener("visibilitychange", look);
    news.addEventListener("click", (event) => {
      event.preventDefault();
      show().catch(() => location.assign(news.href));
    });
  }

  // -- for the newsroom: the way to the desk; who lacks the cookie asks nothing

  const offerDesk = async () => {
    const answer = await fetch(`/admin/links/${discussion.dataset.article}/`);
    if (!answer.ok) return;
    const desk = await answer.json();
    (await import(desk.script)).show(desk);
  };

  if (discussion && /(^|; )newsroom_desk=/.test(document.cookie)) offerDesk().catch(() => {});

  // -- wide tables and lines of code: Safari, unlike others, lets no keyboard scroll them

  for (const wide of document.querySelectorAll(".prose table, .prose pre"))
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
})();
