/* What is typed in a form of the desk is kept in this browser until the paper says that it is saved,
 * and is offered when the form is opened again: after Back, a reload, a crash, a session that ended.
 *
 * autosave.js keeps the same entries on the server. They speak by events of the document:
 *   desk:kept     {entry, inBrowser}: this is typed, and whether this browser has stored it
 *   desk:earlier  {entries}: these were kept here earlier; the server's are added to them
 *   desk:received {at}: the server has what was typed until then
 *   desk:elsewhere: somebody else goes on with the entry of this form, so it becomes another one
 *   desk:offered, desk:taken, desk:left {entry, offer}: the element with Take and Leave, and what came of it
 */
(() => {
  "use strict";

  const KEPT = "newsroom.unsaved:";
  const DAY = 24 * 3600 * 1000; // milliseconds
  const KEPT_FOR = 30 * DAY; // then nobody comes back for it
  const LEFT_FOR = 7 * DAY;
  const A_PAUSE = 300;
  const random = () => crypto.getRandomValues(new Uint32Array(4)).join("x");
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));

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
        return true;
      } catch {
        return false; // full or forbidden: the form itself still has it
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
      const isOld = !entry || Date.now() - entry.at > KEPT_FOR || Date.now() - entry.left > LEFT_FOR;
      if (isOld || saved.includes(`draft-${entry.id}`)) store.remove(key);
    }
  };

  // -- fields

  const editors = new Map(); // of a text area
  const isChosen = (field) => field.tagName === "SELECT" && field.multiple && field.id.endsWith("_to");
  /* All boxes or radio buttons of one question. */
  const group = (field) => [...(field.form?.elements ?? [])].filter((each) => each.name === field.name && each.type === field.type);
  const isOneOfMany = (field) => field.type === "checkbox" && group(field).length > 1;
  const read = (field) => {
    if (field.type === "radio") return group(field).find((each) => each.checked)?.value ?? "";
    if (isOneOfMany(field)) return group(field).filter((each) => each.checked).map((each) => each.value);
    if (field.type === "checkbox") return field.checked;
    if (isChosen(field)) return [...field.options].map((option) => option.value).sort();
    if (field.tagName === "SELECT" && field.multiple) return [...field.selectedOptions].map((option) => option.value);
    if (field.tagName === "SELECT") return [field.value, field.selectedOptions[0]?.textContent ?? ""];
    return field.value;
  };
  /* What the paper sent, whatever the browser has put into the form since. */
  const sent = (field) => {
    if (field.type === "radio") return group(field).find((each) => each.defaultChecked)?.value ?? "";
    if (isOneOfMany(field)) return group(field).filter((each) => each.defaultChecked).map((each) => each.value);
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
    if (field.type === "radio") for (const each of group(field)) each.checked = each.value === value;
    else if (isOneOfMany(field)) for (const each of group(field)) each.checked = value.includes(each.value);
    else if (field.type === "checkbox") field.checked = value;
    else if (isChosen(field)) choose(field, value);
    else if (field.tagName === "SELECT" && field.multiple) {
      const isKnown = (key) => [...field.options].some((option) => option.value === key);
      for (const key of value) if (key.startsWith("+") && !isKnown(key)) field.append(new Option(key.slice(1), key));
      for (const option of field.options) option.selected = value.includes(option.value);
    }
    else if (field.tagName === "SELECT") {
      const isKnown = [...field.options].some((option) => option.value === value[0]);
      if (!isKnown) field.append(new Option(value[1], value[0]));
      field.value = value[0];
      django.jQuery(field).trigger("change");
    } else {
      field.value = value;
      show(field);
    }
    field.dispatchEvent(new CustomEvent("desk:filled", { bubbles: true })); // for what shows it in another way
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
    return fieldOf(form, name);
  };
  const fieldOf = (form, name) => {
    const found = form.elements[name];
    return found instanceof RadioNodeList ? found[0] : found;
  };

  const nameOf = (field) => {
    const label = field.labels?.[0] ?? document.querySelector(`label[for="${field.id.replace(/_to$/, "")}"]`);
    return label?.textContent.replace(/:\s*$/, "").trim() || field.name;
  };

  // -- one form

  const watch = (form, offer) => {
    const place = `${KEPT}${offer.dataset.user}:${location.pathname}:`;
    let version = form.elements.version?.value ?? "";
    const base = () => form.elements.base?.value ?? "";
    const fields = () =>
      [...form.elements].filter(
        (field) =>
          field.name &&
          !field.name.includes("__prefix__") &&
          !/^(hidden|password|file|submit|button|reset)$/.test(field.type) &&
          !(field.tagName === "SELECT" && field.id.endsWith("_from")),
      );
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "draft", value: random() });
    form.append(input);
    const page = random();
    let after = ""; // the page that wrote what was taken up here

    const touched = new Set();
    const taken = new Set(); // kept also where the paper has given them back: it has not stored them
    const isToBeKept = (field) =>
      taken.has(field.name) || (touched.has(field.name) && !isSame(read(field), sent(field)));
    const strays = {}; // taken, and without a field here
    const changes = () => ({
      ...strays,
      ...Object.fromEntries(fields().filter(isToBeKept).map((field) => [field.name, read(field)])),
    });
    let pause = null;
    let last = { fields: {}, at: 0 };
    let inBrowser = true;
    let received = 0;
    const keep = () => {
      clearTimeout(pause);
      pause = null;
      const found = changes();
      const isNew = !isSame(found, last.fields) || last.id !== input.value;
      const at = isNew ? Math.max(Date.now(), last.at + 1) : last.at;
      last = { id: input.value, page, after, at, version, base: base(), fields: found };
      const key = place + input.value;
      inBrowser = true;
      if (Object.keys(found).length) inBrowser = store.write(key, last);
      else store.remove(key);
      mine.remember(place, input.value);
      if (isNew) tell("kept", { entry: last, inBrowser });
    };
    const touch = (field) => {
      if (field?.name) touched.add(field.name);
      pause ??= setTimeout(keep, A_PAUSE); // not put off by the next letter: some write without a pause
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
    const keepAll = () => (touched.size || taken.size) && keep();
    let isSent = false;
    addEventListener("pagehide", keepAll);
    addEventListener("pageshow", () => (isSent = false));
    form.addEventListener("submit", (event) => {
      keepAll();
      isSent = !event.submitter?.formTarget;
    });
    document.addEventListener("desk:received", (event) => (received = event.detail.at));
    addEventListener("beforeunload", (event) => {
      keepAll();
      if (!isSent && !inBrowser && received < last.at) event.preventDefault();
    });
    document.addEventListener("desk:elsewhere", () => {
      if (store.read(place + input.value)?.page === page) store.remove(place + input.value);
      input.value = random();
      keep();
    });

    // -- what was kept earlier

    /* It was made of an earlier version: when it is saved, both are shown. */
    const beginWith = (entry) => {
      if (!form.elements.version || !entry.version) return;
      version = form.elements.version.value = entry.version;
      if (form.elements.base) form.elements.base.value = entry.base ?? "";
    };
    const take = (entry) => {
      for (const [name, value] of Object.entries(entry.fields)) {
        const field = find(form, name);
        if (!field) strays[name] = value;
        if (!field) continue;
        // The browser may have put the words back where an editor, made before, does not show them.
        if (editors.has(field) || !isSame(read(field), value)) fill(field, value);
        taken.add(name);
      }
      store.remove(place + input.value);
      input.value = entry.id;
      beginWith(entry);
      after = entry.page ?? "";
      keep();
    };
    const differing = (entry) =>
      Object.entries(entry.fields).filter(([name, value]) => {
        const field = fieldOf(form, name);
        return !field || !isSame(read(field), value);
      });
    const leave = (entry) => {
      store.write(place + entry.id, { ...entry, left: Date.now() });
      tell("left", { entry, offer });
    };
    const propose = (entries) => {
      const known = entries
        .filter((entry) => !entry.left && Object.keys(entry.fields).length)
        .sort((one, other) => other.at - one.at);
      const own = known.find((entry) => entry.id === mine.remembered(place));
      const isBack = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
      if (own && isBack && own.version === version) return giveBack(own);
      const [newest] = own && !differing(own).length ? [own] : known;
      if (!newest) return;
      if (differing(newest).length) ask(newest);
      else take(newest); // the paper gave it back itself
    };
    const say = (words, entry, names) => {
      const time = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
      offer.querySelector("p").textContent = words.replace("{time}", time).replace("{fields}", names.join(", "));
      offer.hidden = false;
    };
    const names = (entry) =>
      differing(entry).map(([name]) => (form.elements[name] ? nameOf(fieldOf(form, name)) : name));
    const buttons = offer.querySelector("div");
    const giveBack = (entry) => {
      const changed = names(entry);
      take(entry);
      if (!changed.length) return; // the browser gave it back itself
      say(offer.dataset.back, entry, changed);
      buttons.hidden = true;
    };
    const ask = (entry) => {
      say(offer.dataset.offer, entry, names(entry));
      tell("offered", { entry, offer });
      const [yes, no] = offer.querySelectorAll("button");
      yes.addEventListener("click", () => {
        take(entry);
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "taken", value: "1" }));
        offer.hidden = true;
        tell("taken", { entry, offer });
      });
      no.addEventListener("click", () => {
        offer.hidden = true;
        leave(entry);
      });
    };
    const earlier = store.keys().filter((key) => key.startsWith(place)).map(store.read).filter(Boolean);
    const asked = { entries: earlier };
    tell("earlier", asked);
    propose(asked.entries);
  };

  /* The entry of this tab: after a reload it is not taken for that of another one. */
  const mine = {
    remember(place, id) {
      try {
        sessionStorage.setItem(place, id);
      } catch {
        return;
      }
    },
    remembered(place) {
      try {
        return sessionStorage.getItem(place);
      } catch {
        return null;
      }
    },
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
