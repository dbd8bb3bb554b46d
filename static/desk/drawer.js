/* The page of writing: its drawer, the keys that lead through it, and the number of its words. */
(() => {
  "use strict";

  const early = []; // editors that are made before the page is whole
  addEventListener("prose-editor:ready", (event) => early.push(event.detail.editor), { once: true });

  addEventListener("DOMContentLoaded", () => {
    const drawer = document.getElementById("details");
    const form = drawer?.closest("form");
    if (!form) return;

    // -- the drawer: beside the text where there is room, else a sheet over it

    const root = document.documentElement;
    const toggle = form.querySelector(".bar__details");
    const close = drawer.querySelector(".drawer__close");
    const isWide = matchMedia("(min-width: 64.01rem)");
    const isOpen = () =>
      isWide.matches ? !root.classList.contains("drawer--closed") : drawer.classList.contains("drawer--open");
    const tell = () => toggle?.setAttribute("aria-expanded", String(isOpen()));
    const show = (open) => {
      if (isWide.matches) root.classList.toggle("drawer--closed", !open);
      else drawer.classList.toggle("drawer--open", open);
      if (open) drawer.focus();
      else if (drawer.contains(document.activeElement) || !isWide.matches) toggle?.focus();
      tell();
    };
    if (toggle) {
      root.classList.add("with-drawer");
      close.hidden = false;
      toggle.setAttribute("role", "button");
      toggle.addEventListener("click", (event) => {
        event.preventDefault();
        show(!isOpen());
      });
      toggle.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        show(!isOpen());
      });
      close.addEventListener("click", () => show(false));
      drawer.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !isWide.matches) show(false);
      });
      isWide.addEventListener("change", tell);
      tell();
      // What has to be corrected is not to be hidden.
      if (!isWide.matches && drawer.querySelector(".errorlist")) drawer.classList.add("drawer--open");
    }

    /* A closed row says what it holds; the authors stand above the text, too. */
    const language = document.documentElement.lang;
    const authors = form.querySelector(".writing__authors");
    const sign = (names) => {
      const list = new Intl.ListFormat(language, { type: "conjunction" }).format(names);
      authors.textContent = names.length ? authors.dataset.words.replace("{authors}", list) : "";
    };
    const listed = (name) => [...form.querySelectorAll(`[data-name="${name}"] [name]`)];
    const words = (field) => {
      if (field?.tagName !== "SELECT") return field?.value.trim() ?? "";
      return [...field.selectedOptions].filter((option) => option.value).map((option) => option.textContent.trim()).join(", ");
    };
    for (const part of drawer.querySelectorAll("[data-fields]")) {
      const holds = part.querySelector(".part__holds");
      const fields = part.dataset.fields.split(" ");
      const say = () => {
        const held = fields.flatMap((name) => (form.elements[name] ? [form.elements[name]] : listed(name))).map(words).filter(Boolean);
        holds.textContent = held.join(", ") || part.dataset.otherwise;
        if (fields.includes("bylines")) sign(held);
      };
      part.addEventListener("change", say);
      part.addEventListener("input", say);
      for (const name of fields) if (window.django) django.jQuery(form.elements[name]).on("change", say);
      part.addEventListener("toggle", say);
    }

    // -- a long headline is set smaller, as for readers

    const headline = form.querySelector("#id_headline");
    const STEPS = [40, 90, 140]; // letters; as in articles/templatetags/paper.py
    const LONG_WORD = /\S{19}/u;
    const step = () => {
      const { value } = headline;
      const longer = STEPS.filter((letters) => [...value].length > letters).length + LONG_WORD.test(value);
      headline.className = `headline-${Math.min(longer, STEPS.length)}`;
    };
    headline?.addEventListener("input", step);

    // A remark of proofreading leads to its place.
    const place = location.hash.startsWith("#at-") && document.getElementById(location.hash.slice(1));
    const part = place && place.closest(".part");
    if (part) {
      part.open = true;
      if (!isOpen()) show(true);
    }
    // When the chips are there: they take the place of the fields.
    if (place) {
      addEventListener("load", () => {
        place.scrollIntoView({ block: "center" });
        const fields = [...place.querySelectorAll("input, textarea, select, button, a")];
        fields.find((field) => field.checkVisibility())?.focus({ preventScroll: true });
      });
    }

    // -- keys

    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[type=radio], [type=checkbox]")) event.preventDefault();
    });
    const line = [...form.querySelectorAll("#id_kicker, #id_headline, #id_lead, #id_dateline")];
    let body = document.getElementById("id_body");
    for (const field of line) {
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        (line[line.indexOf(field) + 1] ?? body)?.focus();
      });
    }
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const [save, preview] = ["[name=_save]", ".bar__preview"].map((each) => form.querySelector(each));
      if (event.key.toLowerCase() === "s" && !event.shiftKey && save) {
        event.preventDefault();
        form.requestSubmit(save);
      } else if (event.key === "." && toggle) {
        event.preventDefault();
        show(!isOpen());
      } else if (event.key.toLowerCase() === "p" && event.shiftKey && preview) {
        event.preventDefault();
        form.requestSubmit(preview);
      }
    });

    // -- fields as tall as their text, where the style sheet cannot say so

    if (!CSS.supports("field-sizing", "content")) {
      const grow = (field) => {
        field.style.blockSize = "auto";
        field.style.blockSize = `${field.scrollHeight}px`;
      };
      for (const field of form.querySelectorAll("#id_headline, #id_lead")) {
        field.addEventListener("input", () => grow(field));
        grow(field);
      }
    }

    // -- words and reading time

    const count = document.getElementById("desk-count");
    const counting = JSON.parse(document.getElementById("desk-counting").textContent);
    const A_MINUTE = 220; // words
    const plurals = new Intl.PluralRules(counting.language);
    const segments = window.Intl.Segmenter && new Intl.Segmenter(counting.language, { granularity: "word" });
    const number = (text) =>
      segments ? [...segments.segment(text)].filter((each) => each.isWordLike).length : (text.match(/\S+/g) ?? []).length;
    const inWords = (words) => {
      const kind = plurals.select(words);
      const sample = Object.keys(counting.words).find((each) => plurals.select(Number(each)) === kind);
      return counting.words[sample ?? 100].replace("{number}", words.toLocaleString(counting.language));
    };
    let pause = null;
    const tally = () => {
      const words = number(body?.innerText ?? "");
      const minutes = Math.max(1, Math.ceil(words / A_MINUTE)).toLocaleString(counting.language);
      count.textContent = `${inWords(words)} · ${counting.minutes.replace("{number}", minutes)}`;
      count.hidden = !words;
    };
    const soon = () => {
      clearTimeout(pause);
      pause = setTimeout(tally, 700);
    };
    const dress = (editor) => {
      // In the type and measure of readers: static/css/prose.css.
      body = editor.view.dom;
      body.classList.add("prose");
      body.dir = "auto";
      editor.on("update", soon);
      if (location.hash === "#at-body") editor.commands.focus("start");
      tally();
    };
    early.forEach(dress);
    addEventListener("prose-editor:ready", (event) => dress(event.detail.editor));
  });
})();
