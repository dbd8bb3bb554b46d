/* Rows that are chosen (topics, authors, related articles) as chips with a search. The fields that work without this
 * script stay in the page, unseen: they are what is sent, kept and given back, and the chips show what they hold.
 */
(() => {
  "use strict";

  const MOST = 20; // rows of one list
  const TYPED = "+"; // before a new name: newsroom/choosing.py
  const PAUSE = 250; // milliseconds

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /* One select for all rows: topics. Their order is no matter. */
  const inOneSelect = (select) => ({
    isOrdered: false,
    read: () => [...select.selectedOptions].map((option) => ({ id: option.value, text: option.textContent.trim() })),
    write: (rows) => {
      const keys = rows.map((row) => row.id);
      for (const row of rows)
        if (![...select.options].some((option) => option.value === row.id)) select.append(new Option(row.text, row.id));
      for (const option of select.options) option.selected = keys.includes(option.value);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    find: async (term) =>
      [...select.options]
        .filter((option) => option.value && plain(option.textContent).includes(plain(term)))
        .map((option) => ({ id: option.value, text: option.textContent.trim() })),
  });

  /* A select for each row: what is chosen is in their order. */
  const inSelects = (box, name) => {
    const first = box.querySelector("select");
    for (let number = box.querySelectorAll("select").length; number < MOST; number += 1) {
      const select = make("select", { name: `${name}_${number}`, id: `id_${name}_${number}` }, new Option("", ""));
      box.append(make("div", { class: "desk-rows__row" }, select));
    }
    const selects = [...box.querySelectorAll("select")];
    const put = (select, row) => {
      if (![...select.options].some((option) => option.value === row.id)) select.append(new Option(row.text, row.id));
      if (select.value === row.id) return;
      select.value = row.id;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    return {
      isOrdered: name === "bylines" || name === "pinned",
      read: () =>
        selects
          .filter((select) => select.value)
          .map((select) => ({ id: select.value, text: select.selectedOptions[0].textContent.trim() })),
      write: (rows) => selects.forEach((select, number) => put(select, rows[number] ?? { id: "", text: "" })),
      find: async (term) => {
        const { appLabel, modelName, fieldName } = first.dataset;
        const asked = new URLSearchParams({ term, app_label: appLabel, model_name: modelName, field_name: fieldName });
        const response = await fetch(`${first.dataset["ajax-Url"] ?? first.getAttribute("data-ajax--url")}?${asked}`);
        return response.ok ? (await response.json()).results : [];
      },
    };
  };

  const dress = (box) => {
    const { name, add, remove, up, create, none } = box.dataset;
    const one = box.querySelector("select[multiple]");
    const fields = one ? inOneSelect(one) : inSelects(box, name);
    const typed = box.querySelector("textarea");
    const label = document.querySelector(`label[for="${one ? one.id : `id_${name}_0`}"]`);
    const called = label?.textContent.replace(/:\s*$/, "").trim() ?? name;

    const list = make(fields.isOrdered ? "ol" : "ul", { class: "chips", "aria-label": called });
    const input = make("input", {
      type: "text",
      class: "chips__search",
      id: `chips-${name}`,
      role: "combobox",
      autocomplete: "off",
      dir: "auto",
      placeholder: add,
      "aria-label": `${called}: ${add}`,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `chips-${name}-found`,
    });
    const found = make("ul", { class: "chips__found", id: `chips-${name}-found`, role: "listbox", "aria-label": called });
    const says = make("p", { class: "visually-hidden", role: "status" });
    found.hidden = true;
    box.classList.add("desk-rows--chips");
    box.append(list, make("div", { class: "chips__add" }, input, found), says);
    if (label) label.htmlFor = input.id;

    // -- what is chosen

    const change = (rows) => {
      fields.write(rows.slice(0, MOST));
      show();
    };
    const button = (text, sign, press) => {
      const made = make("button", { type: "button", class: `chips__button chips__button--${sign}`, "aria-label": text });
      made.addEventListener("click", press);
      return made;
    };
    const moveUp = (number, by = -1) => {
      const rows = fields.read();
      const target = number + by;
      if (target < 0 || target >= rows.length) return;
      [rows[number], rows[target]] = [rows[target], rows[number]];
      change(rows);
      list.children[target].querySelector(".chips__button--up, button")?.focus();
      says.textContent = rows.map((row) => row.text).join(", ");
    };
    const show = () => {
      list.replaceChildren(
        ...fields.read().map((row, number) => {
          const chip = make("li", { class: "chips__one" }, make("span", { class: "chips__name", dir: "auto" }, row.text));
          if (fields.isOrdered && number) chip.append(button(up.replace("{name}", row.text), "up", () => moveUp(number)));
          chip.append(
            button(remove.replace("{name}", row.text), "off", () => {
              change(fields.read().filter((each) => each.id !== row.id));
              input.focus();
            }),
          );
          chip.addEventListener("keydown", (event) => {
            if (!fields.isOrdered || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
            event.preventDefault();
            moveUp(number, event.key === "ArrowUp" ? -1 : 1);
          });
          return chip;
        }),
      );
    };
    // Names that were typed without this script, and given back, are chips as well.
    const takeTyped = () => {
      const names = typed.value.split("\n").map((line) => line.trim()).filter(Boolean);
      if (!names.length) return;
      typed.value = "";
      change([...fields.read(), ...names.map((text) => ({ id: TYPED + text, text }))]);
    };
    if (create) takeTyped();
    else if (typed.value.trim()) typed.closest(".desk-rows__new").classList.add("desk-rows__new--shown");
    show();
    for (const event of ["desk:filled", "change"])
      box.addEventListener(event, ({ target }) => target !== input && show());

    // -- what is found

    let pause = null;
    let asked = 0;
    const options = () => [...found.querySelectorAll("[role=option]")];
    const active = () => found.querySelector("[aria-selected=true]");
    const mark = (option) => {
      for (const each of options()) each.setAttribute("aria-selected", String(each === option));
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
      option?.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      asked += 1; // an answer that is still to come is too late
      found.hidden = true;
      found.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const pick = (row) => {
      input.value = "";
      close();
      change([...fields.read().filter((each) => each.id !== row.id), row]);
      says.textContent = row.text;
      input.focus();
    };
    const offer = (rows, term) => {
      const chosen = fields.read().map((row) => row.id);
      const left = rows.filter((row) => !chosen.includes(String(row.id))).slice(0, 12);
      const isThere = [...rows, ...fields.read()].some((row) => plain(row.text) === plain(term));
      const made = left.map((row) => [{ id: String(row.id), text: row.text }, row.text]);
      if (create && term && !isThere) made.push([{ id: TYPED + term, text: term }, create.replace("{name}", term)]);
      found.replaceChildren(
        ...made.map(([row, text], number) => {
          const option = make("li", { role: "option", id: `chips-${name}-${number}`, class: "chips__option", dir: "auto" }, text);
          // Before the field loses the cursor, which closes the list.
          option.addEventListener("mousedown", (event) => event.preventDefault());
          option.addEventListener("click", () => pick(row));
          return option;
        }),
      );
      if (!made.length) says.textContent = none;
      found.hidden = !made.length;
      input.setAttribute("aria-expanded", String(Boolean(made.length)));
      mark(options()[0]);
    };
    const search = async () => {
      const term = input.value.trim().replace(/\s+/g, " ");
      if (!term) {
        close();
        return;
      }
      asked += 1;
      const mine = asked;
      let rows = [];
      try {
        rows = await fields.find(term);
      } catch {
        rows = []; // no connection: a new name can be written all the same
      }
      if (mine === asked) offer(rows, term);
    };
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // it is no field of the form
      clearTimeout(pause);
      pause = setTimeout(search, one ? 0 : PAUSE);
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const all = options();
      const here = all.indexOf(active());
      if (event.key === "Enter") active()?.click();
      else if (event.key === "ArrowDown" && all.length) mark(all[(here + 1) % all.length]);
      else if (event.key === "ArrowUp" && all.length) mark(all[(here - 1 + all.length) % all.length]);
      else if (event.key === "Escape" && !found.hidden) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll(".desk-rows").forEach(dress));
})();
