/* What is typed in a form of the desk is kept in this browser until the paper says that it is saved,
 * and is offered when the form is opened again: after Back, a reload, a crash, a session that ended.
 */
(() => {
  "use strict";

  const KEPT = "newsroom.unsaved:";
  const DAYS = 30; // then nobody comes back for it
  const A_PAUSE = 300; // milliseconds

  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, entry) {
      try {
        localStorage.setItem(key, JSON.stringify(entry));
      } catch {
        return; // full or forbidden: the form itself still has it
      }
    },
    remove(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        return;
      }
    },
    keys() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
      } catch {
        return [];
      }
    },
  };

  /* The paper names each draft that it has saved; old ones are nobody's any more. */
  const tidy = () => {
    const saved = [...document.querySelectorAll(".messagelist [class*='draft-']")].flatMap((line) => [
      ...line.classList,
    ]);
    for (const key of store.keys()) {
      const entry = store.read(key);
      const isOld = !entry || Date.now() - entry.at > DAYS * 24 * 3600 * 1000;
      if (isOld || saved.includes(`draft-${entry.id}`)) store.remove(key);
    }
  };

  // -- fields

  const editors = new Map(); // of a text area
  const isChosen = (field) => field.tagName === "SELECT" && field.multiple && field.id.endsWith("_to");
  const read = (field) => {
    if (field.type === "checkbox") return field.checked;
    if (isChosen(field)) return [...field.options].map((option) => option.value).sort();
    if (field.tagName === "SELECT" && field.multiple) return [...field.selectedOptions].map((option) => option.value);
    if (field.tagName === "SELECT") return [field.value, field.selectedOptions[0]?.textContent ?? ""];
    return field.value;
  };
  /* What the paper sent, whatever the browser has put into the form since. */
  const sent = (field) => {
    if (field.type === "checkbox") return field.defaultChecked;
    if (isChosen(field)) return chosen.get(field.name) ?? [];
    if (field.tagName !== "SELECT") return field.defaultValue;
    const marked = [...field.options].filter((option) => option.defaultSelected);
    if (field.multiple) return marked.map((option) => option.value);
    const [option] = [...marked, ...field.options];
    return [option?.value ?? "", option?.textContent ?? ""];
  };
  // Django's lists of topics make their options anew, so they are asked before that.
  const chosen = new Map(
    [...document.querySelectorAll("select[multiple]")].map((field) => [
      field.name,
      [...field.options].filter((option) => option.defaultSelected).map((option) => option.value).sort(),
    ]),
  );
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const fill = (field, value) => {
    if (field.type === "checkbox") field.checked = value;
    else if (isChosen(field)) choose(field, value);
    else if (field.tagName === "SELECT" && field.multiple)
      for (const option of field.options) option.selected = value.includes(option.value);
    else if (field.tagName === "SELECT") {
      const isKnown = [...field.options].some((option) => option.value === value[0]);
      if (!isKnown) field.append(new Option(value[1], value[0]));
      field.value = value[0];
      django.jQuery(field).trigger("change");
    } else {
      field.value = value;
      show(field);
    }
  };
  /* Have the editor of a text show its words; what is sent stays as it was typed. */
  const show = (field) => {
    const { value } = field;
    editors.get(field)?.commands.setContent(value);
    field.value = value;
  };

  const choose = (field, wanted) => {
    const from = document.getElementById(field.id.replace(/_to$/, "_from"));
    for (const option of from.options) option.selected = wanted.includes(option.value);
    SelectBox.move(from.id, field.id);
    for (const option of field.options) option.selected = !wanted.includes(option.value);
    SelectBox.move(field.id, from.id);
  };

  /* The field of that name; where it is in a row that was added, the row is added first. */
  const find = (form, name) => {
    const [, prefix, number] = name.match(/^(.+)-(\d+)-/) ?? [];
    const more = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    for (let tries = 0; more && !form.elements[name] && tries <= number; tries += 1) more.click();
    return form.elements[name];
  };

  const nameOf = (field) => {
    const label = field.labels?.[0] ?? document.querySelector(`label[for="${field.id.replace(/_to$/, "")}"]`);
    return label?.textContent.replace(/:\s*$/, "").trim() || field.name;
  };

  // -- one form

  const watch = (form, offer) => {
    const place = `${KEPT}${offer.dataset.user}:${location.pathname}:`;
    const version = form.elements.version?.value ?? "";
    const fields = () =>
      [...form.elements].filter(
        (field) =>
          field.name &&
          !field.name.includes("__prefix__") &&
          !/^(hidden|password|file|submit|button|reset)$/.test(field.type) &&
          !(field.tagName === "SELECT" && field.id.endsWith("_from")),
      );
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "draft", value: crypto.getRandomValues(new Uint32Array(4)).join("x") });
    form.append(input);

    const touched = new Set();
    const taken = new Set(); // kept also where the paper has given them back: it has not stored them
    const isToBeKept = (field) =>
      taken.has(field.name) || (touched.has(field.name) && !isSame(read(field), sent(field)));
    const changes = () => Object.fromEntries(fields().filter(isToBeKept).map((field) => [field.name, read(field)]));
    let pause = null;
    const keep = () => {
      clearTimeout(pause);
      const found = changes();
      const key = place + input.value;
      if (Object.keys(found).length) store.write(key, { id: input.value, at: Date.now(), version, fields: found });
      else store.remove(key);
    };
    const touch = (field) => {
      if (field?.name) touched.add(field.name);
      clearTimeout(pause);
      pause = setTimeout(keep, A_PAUSE);
    };

    form.addEventListener("input", (event) => touch(event.target));
    form.addEventListener("change", (event) => touch(event.target));
    // Topics are moved from one list to the other without a word about it.
    for (const name of ["click", "dblclick", "keyup"])
      form.addEventListener(name, () => fields().filter(isChosen).forEach(touch));
    const listen = (textarea, editor) => {
      editors.set(textarea, editor);
      if (taken.has(textarea.name)) show(textarea);
      editor.on("update", () => touch(textarea));
    };
    for (const [textarea, editor] of waiting) listen(textarea, editor);
    addEventListener("prose-editor:ready", (event) => listen(event.detail.textarea, event.detail.editor));
    // Before the page is left, and before anything is sent.
    addEventListener("pagehide", () => (touched.size || taken.size) && keep());
    form.addEventListener("submit", () => (touched.size || taken.size) && keep());

    // -- what was kept earlier

    const take = (entry) => {
      for (const [name, value] of Object.entries(entry.fields)) {
        const field = find(form, name);
        if (!field) continue;
        // The browser may have put the words back where an editor, made before, does not show them.
        if (editors.has(field) || !isSame(read(field), value)) fill(field, value);
        taken.add(name);
      }
      store.remove(place + input.value);
      input.value = entry.id;
      keep();
    };
    const differing = (entry) =>
      Object.entries(entry.fields).filter(([name, value]) => {
        const field = form.elements[name];
        return !field || !isSame(read(field), value);
      });
    const earlier = store
      .keys()
      .filter((key) => key.startsWith(place))
      .map(store.read)
      .filter(Boolean)
      .sort((one, other) => other.at - one.at)[0];
    if (!earlier) return;
    if (!differing(earlier).length) {
      take(earlier); // the paper gave it back itself
      return;
    }
    const isBack = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
    const time = new Date(earlier.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const names = differing(earlier).map(([name]) => (form.elements[name] ? nameOf(form.elements[name]) : name));
    const say = (words) => {
      offer.querySelector("p").textContent = words.replace("{time}", time).replace("{fields}", names.join(", "));
      offer.hidden = false;
    };
    const buttons = offer.querySelector("div");
    if (isBack && earlier.version === version) {
      take(earlier);
      say(offer.dataset.back);
      buttons.hidden = true;
      return;
    }
    say(offer.dataset.offer);
    const [yes, no] = offer.querySelectorAll("button");
    yes.addEventListener("click", () => {
      take(earlier);
      offer.hidden = true;
    });
    no.addEventListener("click", () => {
      store.remove(place + earlier.id);
      offer.hidden = true;
    });
  };

  const waiting = new Map();
  addEventListener("prose-editor:ready", (event) => waiting.set(event.detail.textarea, event.detail.editor));
  tidy();
  // Not before the lists of topics and the added rows are what people see.
  addEventListener("load", () => {
    const offer = document.getElementById("desk-unsaved");
    if (offer) watch(offer.closest("form"), offer);
  });
})();
