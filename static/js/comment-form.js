/* The form of a comment: opened where it was asked for, answered in its place, and its text kept in
 * this tab until the paper has it.
 *
 * The page is stored and the same for everybody, so the field that stands open in it has no key:
 * all else of the form is fetched with one when somebody begins to write. Without this script the
 * field's button, and every link, leads to the page of the form.
 */
(() => {
  "use strict";

  const FASTEST = 2100; // milliseconds from its key to Send: what comes earlier is taken for a robot's
  const NAME = "newsroom.name"; // kept in this browser, when asked to
  const DRAFT = "newsroom.draft:"; // kept in this tab, one for each article and comment answered
  const MINE = "newsroom.mine:"; // kept in this tab: the receipts of an article (discussion.js)

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

  const receipt = (page) => page?.querySelector("[data-acknowledges]");

  // -- the field that stands open, and the form where it was asked for

  const discussion = document.getElementById("comments");
  const field = discussion?.querySelector("#answer"); // without all that needs a key
  const closed = field?.cloneNode(true);
  let opener; // what the focus goes back to

  const rest = () => {
    const answer = closed.cloneNode(true);
    answer.querySelector("textarea").value = drafts.read(`${DRAFT}${discussion.dataset.article}:`);
    document.getElementById("comments-title").after(answer);
    return answer;
  };

  const hasKey = (form) => Boolean(form.elements.key);

  /* The textarea stays where it is, for somebody may be typing in it. */
  const unfold = async (form) => {
    const { page } = await ask(form.action);
    await dress(page);
    const whole = adopt(page);
    const fetched = whole.querySelector("form");
    const { text } = form.elements;
    for (const { name, value } of fetched.elements.text.attributes) text.setAttribute(name, value);
    const place = fetched.elements.text.closest(".form__field");
    form.querySelector("button").replaceWith(...place.querySelectorAll(".form__hint"));
    place.remove();
    form.append(...fetched.childNodes);
    form.noValidate = true;
    const answer = form.closest(".answer");
    answer.dataset.draft = whole.dataset.draft;
    form.dataset.since = Date.now();
    furnish(answer);
  };

  const unfolded = new WeakMap(); // each form only once, unless it failed
  const whole = (form) => {
    if (!unfolded.has(form) && !hasKey(form))
      unfolded.set(
        form,
        unfold(form).catch((error) => {
          unfolded.delete(form);
          throw error;
        }),
      );
    return unfolded.get(form);
  };

  /* The form of the article, in its place below the title. */
  const openField = async (quoted) => {
    let answer = document.getElementById("answer");
    if (answer?.previousElementSibling.id !== "comments-title") {
      answer?.remove();
      answer = rest();
    }
    const form = answer.querySelector("form");
    await whole(form);
    const { text } = form.elements;
    text.value = `${text.value && `${text.value}\n\n`}${quoted}\n\n`;
    text.dispatchEvent(new Event("input"));
    text.focus();
  };

  const open = async (link, quoted) => {
    link.setAttribute("aria-busy", "true");
    const { page } = await ask(link.href);
    await dress(page);
    link.removeAttribute("aria-busy");
    const answer = adopt(page);
    carry(document.querySelector("#answer form"), answer.querySelector("form"));
    document.getElementById("answer")?.remove();
    const comment = link.closest(".comment");
    (comment ?? link.closest(".discussion__post") ?? link).after(answer);
    answer.querySelector("form")?.setAttribute("data-since", Date.now());
    furnish(answer, quoted);
    opener = link;
    answer.querySelector("textarea, input:not([type=hidden])").focus();
  };

  /* What was typed stays in the tab; the field stands in its place again. */
  const close = () => {
    const answer = document.getElementById("answer");
    if (!closed || !answer || document.querySelector(".page--form")) return;
    answer.remove();
    const field = rest();
    (opener?.isConnected ? opener : field.querySelector("button")).focus();
    opener = null;
  };

  /* Who writes is the same as in the form that was open. */
  const carry = (before, form) => {
    for (const name of ["name", "email"])
      if (form?.elements[name]) form.elements[name].value ||= before?.elements[name]?.value ?? "";
  };

  /* The look of forms is loaded with the first of them. */
  const dress = (page) =>
    Promise.all(
      [...page.querySelectorAll("link[rel=stylesheet]")]
        .filter((sheet) => !document.querySelector(`link[href="${sheet.getAttribute("href")}"]`))
        .map(
          (sheet) =>
            new Promise((loaded) => {
              const link = document.importNode(sheet);
              link.onload = link.onerror = loaded;
              document.head.append(link);
            }),
        ),
    );

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
    if (!answer.querySelector("#form-errors, #preview")) {
      const whole = joined(drafts.read(form.dataset.draft), text.value);
      if (whole !== text.value) text.value = whole;
    }
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
    // Whoever sends a draft has written it before.
    const wait = form.dataset.since ? FASTEST - (Date.now() - form.dataset.since) : 0;
    if (wait > 0 && button?.name !== "preview") await new Promise((over) => setTimeout(over, wait));
    const { page, url, status } = await ask(form.action, fields).catch(() => ({}));
    for (const each of form.querySelectorAll("button")) each.disabled = false;
    if (receipt(page)) {
      drafts.write(draft, "");
      const mine = MINE + draft.slice(DRAFT.length).split(":")[0];
      drafts.write(mine, `${drafts.read(mine)} ${new URL(url).pathname}`.trim());
      form.closest(".answer").remove();
      if (closed) rest(); // for who comes back by "Back"
      return location.assign(url);
    }
    if (!page?.getElementById("answer")) return complain(form, refusal(form, page, status));
    await dress(page);
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

  // -- a passage, quoted

  const quote = document.querySelector("[data-quote]");

  // Not inside what its reader sees as one letter; older browsers keep at least emoji whole.
  const beginning = (text, length) => {
    if (text.length <= length) return text;
    if (!Intl.Segmenter) return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
    return text.slice(0, new Intl.Segmenter().segment(text).containing(length).index);
  };

  const elementOf = (node) => (node?.closest ? node : node?.parentElement); // a text, or an element

  const chosen = () => {
    const selection = getSelection();
    const words = selection.isCollapsed ? "" : beginning(selection.toString().trim(), 1000);
    const element = words && elementOf(selection.anchorNode);
    const place = element && element.closest(".article__lead, .prose, .comment__body");
    return place ? { place, words } : null;
  };

  /* Between what was chosen and what follows, never over words. */
  const offer = () => {
    const passage = chosen();
    quote.hidden = !passage;
    if (!passage) return;
    const acts = passage.place.closest(".comment")?.querySelector(".comment__acts");
    if (acts) return acts.firstElementChild.after(quote);
    let end = elementOf(getSelection().getRangeAt(0).endContainer);
    if (!passage.place.contains(end)) end = passage.place.lastElementChild;
    while (end && end !== passage.place && end.parentElement !== passage.place) end = end.parentElement;
    (end ?? passage.place).after(quote);
  };

  if (quote) {
    let isPressed = false; // then the text under the pointer has to stay where it is
    const press = (event) => {
      isPressed = event.type === "pointerdown";
      if (!isPressed && quote.hidden) offer();
    };
    for (const type of ["pointerdown", "pointerup", "pointercancel"])
      document.addEventListener(type, press);
    document.addEventListener("selectionchange", () => isPressed || offer());
    quote.addEventListener("click", () => {
      const { place, words } = chosen();
      const quoted = `> ${words.replace(/\n+/g, "\n> ")}`;
      const link = place.closest(".comment")?.querySelector("[data-comment-form]");
      getSelection().removeAllRanges();
      if (link) open(link, quoted).catch(() => location.assign(link.href));
      else openField(quoted).catch(() => location.assign(closed.querySelector("form").action));
    });
    quote.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  // -- what somebody does

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#comment-form");
    if (!form) return;
    event.preventDefault();
    if (hasKey(form)) send(form, event.submitter);
    else
      whole(form).then(
        () => form.elements.text.focus(),
        () => form.submit(), // with its text, to the page of the form
      );
  });

  // Not at mousedown on its button: what moves under the pointer is not clicked.
  const begin = (target) => {
    if (target.matches("#comment-form textarea")) whole(target.form)?.catch(() => {});
  };
  document.addEventListener("focusin", ({ target }) => begin(target));
  if (document.activeElement) begin(document.activeElement); // before this script was there

  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a[data-comment-form]");
    const isCancelled = closed && event.target.closest("[data-cancel]");
    if (!link && !isCancelled) return;
    event.preventDefault();
    if (isCancelled) close();
    else open(link).catch(() => location.assign(link.href));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && event.target.closest("#answer")) close();
  });

  if (field) {
    const text = field.querySelector("textarea");
    const draft = `${DRAFT}${discussion.dataset.article}:`;
    text.value ||= drafts.read(draft);
    // Also before the key is here, or if it never comes.
    document.addEventListener("input", ({ target }) => {
      if (target.matches("#comment-form textarea") && !hasKey(target.form)) drafts.write(draft, target.value);
    });
  }
  const alone = document.querySelector(".page--form #answer");
  if (alone) furnish(alone);
})();
