/* The discussion in the page itself: the form where it was asked for, its answer in its place, and
 * the words kept in this tab until the paper has them.
 *
 * The form is not in the page because the page is the same for everybody and stored; the form has a
 * key of its own. Without this script every link and form simply leads to its address.
 */
(() => {
  "use strict";

  const NAME = "newsroom.name"; // kept in this browser, when asked to
  const DRAFT = "newsroom.draft:"; // kept in this tab, one for each article and comment answered

  /* A browser may keep nothing, or no more; the form works all the same. */
  const kept = (storage) => ({
    read: (key) => {
      try {
        return window[storage].getItem(key) ?? "";
      } catch {
        return "";
      }
    },
    write: (key, text) => {
      try {
        if (text) window[storage].setItem(key, text);
        else window[storage].removeItem(key);
      } catch {
        // The words are still in the form.
      }
    },
  });
  const drafts = kept("sessionStorage");
  const names = kept("localStorage");

  /* A document, not text: nothing has to turn a string into HTML here. Null for what is no page. */
  const ask = (address, fields) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(fields ? "POST" : "GET", address);
      request.responseType = "document";
      request.timeout = 30000;
      request.onload = () =>
        resolve({ page: request.response, url: request.responseURL, status: request.status });
      request.onerror = request.ontimeout = reject;
      request.send(fields);
    });

  const taken = (page) => page?.querySelector("[data-acknowledges]");

  // -- the form, where it was asked for

  const open = async (link, quoted) => {
    link.setAttribute("aria-busy", "true");
    const { page } = await ask(link.href);
    link.removeAttribute("aria-busy");
    const answer = adopt(page);
    carry(document.querySelector("#answer form"), answer.querySelector("form"));
    document.getElementById("answer")?.remove();
    const comment = link.closest(".comment");
    (comment ?? link.closest(".discussion__post") ?? link).after(answer);
    furnish(answer, quoted);
    answer.querySelector("input:not([type=hidden])").focus();
  };

  /* Who writes is the same as in the form that was open. */
  const carry = (before, form) => {
    for (const name of ["name", "email"])
      if (form?.elements[name]) form.elements[name].value ||= before?.elements[name]?.value ?? "";
  };

  /* Its title was the first heading of a page; here it stands below the discussion's. */
  const adopt = (page) => {
    const answer = document.importNode(page.getElementById("answer"), true);
    if (document.querySelector(".page--form")) return answer;
    const title = answer.querySelector("h1");
    const lower = document.createElement("h3");
    lower.id = title.id;
    lower.className = title.className;
    lower.append(...title.childNodes);
    title.replaceWith(lower);
    answer.querySelector(".answer__parent")?.remove();
    return answer;
  };

  /* What was typed, with what is quoted behind it; not twice, where a browser filled in the form. */
  const joined = (typed, quoted) => {
    if (typed.includes(quoted.trim())) return typed;
    if (quoted.includes(typed.trim())) return quoted;
    return `${typed.trimEnd()}\n\n${quoted}`;
  };

  /* Until it is sent, a form keeps its draft under the same key, also when the paper gives it back. */
  const furnish = (answer, quoted, draft) => {
    const form = answer.querySelector("form");
    const text = form?.elements.text;
    if (!text) return;
    form.dataset.draft = draft ?? DRAFT + answer.dataset.draft;
    if (!answer.querySelector("#form-errors, #preview"))
      text.value = joined(drafts.read(form.dataset.draft), text.value);
    if (quoted) text.value = `${text.value && `${text.value}\n\n`}${quoted}\n\n`;
    const count = form.querySelector("[data-count]");
    const changed = () => {
      const most = count.dataset.count;
      const number = [...text.value.normalize("NFC").trim()].length; // as the paper counts
      count.textContent = `${number} / ${most}`;
      count.classList.toggle("form__count--over", number > most);
      drafts.write(form.dataset.draft, text.value);
    };
    text.addEventListener("input", changed);
    if (count) changed();
    remember(form);
  };

  const remember = (form) => {
    const asked = form.querySelector("[data-remember]");
    const name = form.elements.name;
    if (!asked || !name) return;
    const box = asked.querySelector("input");
    asked.hidden = false;
    const known = names.read(NAME);
    box.checked = Boolean(known);
    name.value ||= known;
    const keep = () => names.write(NAME, box.checked ? name.value : "");
    box.addEventListener("change", keep);
    name.addEventListener("change", keep);
  };

  // -- its answer, in its place

  const send = async (form, button) => {
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    const draft = form.dataset.draft;
    complain(form, "");
    for (const each of form.querySelectorAll("button")) each.disabled = true;
    const { page, url, status } = await ask(form.action, fields).catch(() => ({}));
    for (const each of form.querySelectorAll("button")) each.disabled = false;
    if (taken(page)) {
      drafts.write(draft, "");
      return location.assign(url);
    }
    if (!page?.getElementById("answer")) return complain(form, refusal(form, page, status));
    const answer = adopt(page);
    form.closest(".answer").replaceWith(answer);
    furnish(answer, "", draft);
    answer.querySelector("#form-errors, #preview")?.focus();
  };

  /* Why it was not taken: the paper's own sentence, else that it was refused or not reached. */
  const refusal = (form, page, status) => {
    const { unreached, refused } = form.querySelector("[data-unreached]").dataset;
    const sentence = page?.querySelector("[data-refusal]")?.textContent.trim();
    return sentence || (status >= 400 && status < 500 ? refused : unreached);
  };

  const complain = (form, sentence) => {
    const place = form.querySelector("[data-unreached]");
    place.textContent = sentence;
    place.hidden = !sentence;
    if (sentence) place.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#comment-form");
    if (!form) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  // -- a passage, quoted

  const quote = document.querySelector("[data-quote]");

  // Not inside what its reader sees as one letter; older browsers keep at least emoji whole.
  const beginning = (text, length) => {
    if (text.length <= length) return text;
    if (!Intl.Segmenter) return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
    return text.slice(0, new Intl.Segmenter().segment(text).containing(length).index);
  };

  const chosen = () => {
    const selection = getSelection();
    const words = selection.isCollapsed ? "" : beginning(selection.toString().trim(), 1000);
    const { anchorNode } = selection; // a text, or an element that was chosen whole
    const element = anchorNode?.closest ? anchorNode : anchorNode?.parentElement;
    const place = words && element.closest(".article__lead, .prose, .comment__body");
    return place ? { place, words } : null;
  };

  const offer = () => {
    const passage = chosen();
    quote.hidden = !passage;
    if (!passage) return;
    const { left, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();
    const widest = document.documentElement.clientWidth - quote.offsetWidth - 8;
    quote.style.insetInlineStart = "auto";
    quote.style.left = `${Math.max(8, Math.min(left, widest)) + scrollX}px`;
    quote.style.top = `${bottom + scrollY + 8}px`;
  };

  if (quote) {
    document.addEventListener("selectionchange", offer);
    quote.addEventListener("click", () => {
      const { place, words } = chosen();
      const link =
        place.closest(".comment")?.querySelector("[data-comment-form]") ??
        document.getElementById("post-a-comment");
      getSelection().removeAllRanges();
      open(link, `> ${words.replace(/\n+/g, "\n> ")}`).catch(() => location.assign(link.href));
    });
    quote.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  // -- a comment that stands on another page, or is folded: its own address knows where it is

  /* A comment that is gone has no page: then the reader stays with the article. */
  const lookUp = async (address) => {
    const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) location.replace(address);
  };

  const find = () => {
    const number = /^#c(\d+)$/.exec(location.hash)?.[1];
    const discussion = document.getElementById("comments");
    if (!number || !discussion) return;
    const place = document.getElementById(`c${number}`);
    if (!place) lookUp(`${discussion.dataset.comments}${number}/`);
    for (let up = place; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    place?.scrollIntoView();
  };

  addEventListener("hashchange", find);
  find();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-comment-form]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });

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

  // -- what others wrote while this page was open

  const A_WHILE = 60000; // milliseconds; asked that often, and only while somebody looks
  const news = document.querySelector("[data-news]");

  const look = async () => {
    if (document.hidden) return;
    const discussion = document.getElementById("comments");
    const answer = await fetch(discussion.dataset.feed).catch(() => null);
    if (!answer?.ok) return;
    const more = (await answer.json())._discussion.comments - discussion.dataset.count;
    news.hidden = more <= 0;
    news.querySelector("[data-number]").textContent = more;
  };

  /* The new threads take the place of the old; a form that is open stays where it was. */
  const show = async () => {
    const { page } = await ask(location.pathname);
    const [threads, fresh, discussion, now] = [".discussion__threads", "#comments"].flatMap((part) => [
      document.querySelector(part),
      document.importNode(page.querySelector(part), true),
    ]);
    const known = new Set([...document.querySelectorAll(".comment")].map(({ id }) => id));
    const answer = document.getElementById("answer");
    const place = answer?.previousElementSibling.id;
    threads.replaceWith(fresh);
    tellAges();
    if (place?.startsWith("c")) (document.getElementById(place) ?? fresh).after(answer);
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

  // -- wide tables and lines of code: Safari, unlike others, lets no keyboard scroll them

  for (const wide of document.querySelectorAll(".prose table, .prose pre"))
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;

  // -- on the page of the form

  const alone = document.getElementById("answer");
  if (alone) furnish(alone);
})();
