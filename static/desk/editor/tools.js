/* What can be put into the text and done to it: the toolbar, and the menu that "/" opens at the beginning of a line. */
import { Extension, crel, pm, updateAttrsDialog } from "django-prose-editor/editor";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const FILE = /\.(?:html?|php|aspx?|pdf|jpe?g|png|gif|svg|webp|mp[34]|docx?|xlsx?|zip|txt|xml)$/i;
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?(?=[/?#]|$)/u;

/* The address as it is meant: example.org/report is no page beside this one (as in newsroom/html/schemes.py). */
export const completed = (address) => {
  const href = address.trim();
  if (/^[\w.+-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u.test(href)) return `mailto:${href}`;
  const host = href.match(HOST)?.[0];
  return host && (host !== href || !FILE.test(host)) ? `https://${href}` : href;
};

// -- footnotes

const KEY = /^fnref-(.+)$/;
const keyOf = (node) => node.marks?.map((mark) => mark.attrs.id?.match?.(KEY)?.[1]).find(Boolean);

/* Number the marks as they follow one another, and put their notes in that order. */
const renumber = (tr, schema) => {
  const order = [];
  tr.doc.descendants((node, at) => {
    const key = keyOf(node);
    if (key && !order.includes(key)) order.push(key);
    if (!key || node.text === String(order.indexOf(key) + 1)) return;
    tr.replaceWith(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize), schema.text(String(order.indexOf(key) + 1), node.marks));
  });
  tr.doc.forEach((list, at) => {
    if (list.attrs.class !== "footnotes") return;
    const place = (item) => (order.indexOf(item.attrs.id?.slice(3)) + order.length + 1) % (order.length + 1);
    const notes = [...list.content.content].sort((one, other) => place(one) - place(other));
    if (notes.some((note, index) => note !== list.child(index))) tr.replaceWith(at + 1, at + list.nodeSize - 1, notes);
  });
};

/* Notes that were pasted join those that are there, at the end. */
const gatherNotes = (transactions, _old, { tr, doc, schema }) => {
  if (!transactions.some((each) => each.getMeta("paste") || each.getMeta("uiEvent") === "paste")) return null;
  const lists = [];
  doc.forEach((node, at) => node.attrs.class === "footnotes" && lists.push([at, node]));
  if (!lists.length) return null;
  if (lists.length > 1 || lists[0][1] !== doc.lastChild) {
    for (const [at, node] of [...lists].reverse()) tr.delete(at, at + node.nodeSize);
    const notes = lists.flatMap(([, node]) => node.content.content);
    tr.insert(tr.doc.content.size, schema.nodes.orderedList.create(lists[0][1].attrs, notes));
  }
  renumber(tr, schema);
  return tr.docChanged ? tr : null;
};

const keysIn = (doc, from = 0, to = doc.content.size) => {
  const keys = new Set();
  doc.nodesBetween(from, to, (node) => {
    const key = keyOf(node);
    if (key) keys.add(key);
  });
  return keys;
};
const notesIn = (doc) => {
  const notes = new Map();
  doc.forEach((list, at) => {
    if (list.attrs.class === "footnotes") list.forEach((note, offset) => notes.set(note.attrs.id?.slice(3), { note, at: at + 1 + offset }));
  });
  return notes;
};

/* The keys of marks that stood where the transactions deleted something. */
const deletedIn = (transactions) => {
  const keys = new Set();
  for (const { docs, mapping } of transactions)
    mapping.maps.forEach((map, step) => map.forEach((from, to) => keysIn(docs[step], from, to).forEach((key) => keys.add(key))));
  return keys;
};

/* A note goes with its mark and comes back with it, undone or pasted elsewhere; its words are kept meanwhile. One that
 * was itself touched stays.
 */
const notesWithMarks = () => {
  const kept = new Map();
  return (transactions, old, { tr, doc, schema }) => {
    if (!transactions.some(({ docChanged }) => docChanged)) return null;
    const gone = deletedIn(transactions);
    if (!gone.size && !kept.size) return null;
    const here = keysIn(doc);
    const [before, now] = [notesIn(old.doc), notesIn(doc)];
    const spare = [...gone].filter((key) => !here.has(key) && now.has(key) && before.get(key)?.note === now.get(key).note);
    const back = [...here].filter((key) => !now.has(key) && kept.has(key));
    for (const { note, at } of spare.map((key) => now.get(key)).sort((one, other) => other.at - one.at)) {
      kept.set(note.attrs.id.slice(3), note);
      const $at = tr.doc.resolve(at);
      if ($at.parent.childCount === 1) tr.delete($at.before(), $at.after());
      else tr.delete(at, at + note.nodeSize);
    }
    for (const key of back) addNote(tr, schema, kept.get(key));
    if (spare.length || back.length) renumber(tr, schema);
    return tr.docChanged ? tr : null;
  };
};

/* A note that no mark leads to says so. */
const looseNotes = ({ doc }, label) => {
  const notes = notesIn(doc);
  if (!notes.size) return null;
  const keys = keysIn(doc);
  const loose = [...notes].filter(([key]) => !keys.has(key));
  return DecorationSet.create(doc, loose.map(([, { note, at }]) => Decoration.node(at, at + note.nodeSize, { "data-loose": label })));
};

const addNote = (tr, schema, note) => {
  const ends = [];
  tr.doc.forEach((node, at) => node.attrs.class === "footnotes" && ends.push(at + node.nodeSize - 1));
  if (ends.length) tr.insert(ends.at(-1), note);
  else tr.insert(tr.doc.content.size, schema.nodes.orderedList.create({ class: "footnotes" }, note));
};

const addFootnote = (editor) => {
  const { schema, tr, selection, doc } = editor.state;
  const { link, superscript } = schema.marks;
  let last = 0;
  doc.descendants((node) => {
    last = Math.max(last, Number(keyOf(node)) || 0, Number(node.attrs.id?.match?.(/^fn-(\d+)$/)?.[1]) || 0);
  });
  const key = last + 1;
  const marks = [superscript.create(), link.create({ href: `#fn-${key}`, id: `fnref-${key}` })];
  tr.insert(selection.to, schema.text(String(key), marks));
  const back = schema.text("↩", [link.create({ href: `#fnref-${key}` })]);
  const note = schema.nodes.listItem.create({ id: `fn-${key}` }, schema.nodes.words.create(null, [schema.text(" "), back]));
  addNote(tr, schema, note);
  renumber(tr, schema);
  tr.doc.descendants((node, at) => {
    if (node.attrs.id === `fn-${key}`) tr.setSelection(TextSelection.create(tr.doc, at + 2));
  });
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
};

// -- what asks for something first

const ask = (editor, labels, title, fields, values = {}) =>
  updateAttrsDialog(
    Object.fromEntries(fields.map((name) => [name, { type: "string", title: labels[name] }])),
    { title, submitText: labels.insert },
  )(editor, values);

const addLink = async (editor, labels) => {
  const { href = "" } = editor.getAttributes("link");
  const answer = await ask(editor, labels, labels.link, ["address"], { address: href ?? "" });
  if (!answer) return;
  const address = completed(answer.address);
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link");
  if (!address) chain.unsetMark("link").run();
  else if (!editor.isActive("link") && editor.state.selection.empty)
    chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
  else chain.setMark("link", { href: address }).run();
};

const addCard = async (editor, labels) => {
  const answer = await ask(editor, labels, labels.card, ["address"]);
  const address = completed(answer?.address ?? "");
  if (/^(?:https?:\/\/|\/(?!\/))./i.test(address)) editor.chain().focus().insertLinkCard(address).run();
};

const addAbbreviation = async (editor, labels) => {
  const answer = await ask(editor, labels, labels.abbr, ["meaning"], { meaning: editor.getAttributes("abbr").title ?? "" });
  if (!answer) return;
  const chain = editor.chain().focus().extendMarkRange("abbr");
  (answer.meaning.trim() ? chain.setMark("abbr", { title: answer.meaning.trim() }) : chain.unsetMark("abbr")).run();
};

const toggleCaption = (editor) => {
  const { schema, tr, selection } = editor.state;
  for (let depth = selection.$from.depth; depth > 0; depth -= 1) {
    const node = selection.$from.node(depth);
    const at = selection.$from.before(depth);
    if (node.type.name === "captioned") return editor.view.dispatch(tr.replaceWith(at, at + node.nodeSize, node.child(1)));
    if (node.type.name !== "table" || selection.$from.node(depth - 1).type.name === "captioned") continue;
    const caption = schema.nodes.tableCaption.create(null, schema.nodes.words.create());
    tr.replaceWith(at, at + node.nodeSize, schema.nodes.captioned.create(null, [caption, node]));
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 3)));
    return editor.view.focus();
  }
};

// -- the things

const outOf = (names, chain, editor) => names.filter((name) => editor.isActive(name)).reduce((so, name) => so.lift(name), chain);
const quote = (name) => (chain, editor) =>
  (editor.isActive("blockquote") ? chain : outOf(["aside"], chain, editor).wrapIn("blockquote")).updateAttributes("blockquote", { class: name }).run();
const note = (chain, editor) => (editor.isActive("aside") ? chain : outOf(["blockquote"], chain, editor).wrapIn("aside")).run();
const text = (chain, editor) => outOf(["blockquote", "aside"], chain, editor).setNode("paragraph").run();
const heading = (level) => ({
  name: `heading${level}`, active: (editor) => editor.isActive("heading", { level }),
  run: (chain) => chain.setNode("heading", { level }).run(),
});
const KINDS = [
  { name: "paragraph", active: () => true, run: text },
  heading(2), heading(3), heading(4),
  { name: "codeBlock", active: (editor) => editor.isActive("codeBlock"), run: (chain) => chain.setNode("codeBlock").run() },
  { name: "blockquote", active: (editor) => editor.isActive("blockquote"), run: quote(null) },
  { name: "pullquote", active: (editor) => editor.isActive("blockquote", { class: "pullquote" }), run: quote("pullquote") },
  { name: "aside", active: (editor) => editor.isActive("aside"), run: note },
];
const mark = (name, icon) => ({
  name, icon, active: (editor) => editor.isActive(name), run: (chain) => chain.toggleMark(name).run(),
});
const MARKS = [mark("bold", "format_bold"), mark("italic", "format_italic")];
const MORE = [
  mark("underline", "format_underlined"), mark("strike", "format_strikethrough"), mark("subscript", "subscript"),
  mark("superscript", "superscript"), mark("code", "code"), mark("mark", "border_color"), mark("small", "text_decrease"),
  mark("q", "format_quote"), mark("cite", "record_voice_over"), mark("kbd", "keyboard"), mark("dfn", "menu_book"),
  mark("ins", "add"), mark("del", "remove"),
  { name: "abbr", icon: "short_text", active: (editor) => editor.isActive("abbr"), run: (_chain, editor, labels) => addAbbreviation(editor, labels) },
];
const LISTS = [
  { name: "bulletList", icon: "format_list_bulleted", active: (editor) => editor.isActive("bulletList"), run: (chain) => chain.toggleBulletList().run() },
  { name: "orderedList", icon: "format_list_numbered", active: (editor) => editor.isActive("orderedList"), run: (chain) => chain.toggleOrderedList().run() },
];
const definitions = {
  type: "definitions",
  content: [{ type: "term", content: [{ type: "words" }] }, { type: "definition", content: [{ type: "words" }] }],
};
const toFirstTerm = ({ tr }) => {
  const { $from } = tr.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === "definitions") tr.setSelection(TextSelection.create(tr.doc, $from.start(depth) + 2));
  return true;
};
const THINGS = [
  { name: "link", icon: "insert_link", active: (editor) => editor.isActive("link"), run: (_chain, editor, labels) => addLink(editor, labels) },
  { name: "card", icon: "web_asset", run: (_chain, editor, labels) => addCard(editor, labels) },
  { name: "figure", icon: "image", run: (_chain, editor) => editor.commands.insertPicture() },
  { name: "table", icon: "grid_on", run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
  { name: "footnote", icon: "emergency", run: (_chain, editor) => addFootnote(editor) },
  { name: "definitions", icon: "list_alt", run: (chain) => chain.insertContent(definitions).command(toFirstTerm).run() },
  { name: "horizontalRule", icon: "horizontal_rule", run: (chain) => chain.setHorizontalRule().run() },
];
const inTable = (name, run) => ({ name, words: true, hidden: (editor) => !editor.isActive("table"), run });
const TABLE = [
  inTable("addRow", (chain) => chain.addRowAfter().run()),
  inTable("addColumn", (chain) => chain.addColumnAfter().run()),
  inTable("deleteRow", (chain) => chain.deleteRow().run()),
  inTable("deleteColumn", (chain) => chain.deleteColumn().run()),
  inTable("headerCell", (chain) => chain.toggleHeaderCell().run()),
  inTable("mergeCells", (chain) => chain.mergeOrSplit().run()),
  inTable("tableCaption", (_chain, editor) => toggleCaption(editor)),
  inTable("deleteTable", (chain) => chain.deleteTable().run()),
];
const LAST = [
  { name: "undo", icon: "undo", run: (chain) => chain.undo().run() },
  { name: "redo", icon: "redo", run: (chain) => chain.redo().run() },
  { name: "html", icon: "data_object", run: (_chain, editor) => editor.commands.editHTML() },
];
const INSERTED = [...KINDS, ...LISTS, ...THINGS];

// -- the toolbar

const toolbar = (editor, labels, more) => {
  const perform = (thing) => thing.run(editor.chain().focus(), editor, labels);
  const shown = [];
  const button = (thing) => {
    const dom = crel("button", {
      type: "button", className: `prose-menubar__button${thing.words ? "" : " material-icons"}`,
      title: labels[thing.name], "aria-label": labels[thing.name], "data-name": thing.name,
      textContent: thing.words ? labels[thing.name] : thing.icon,
    });
    dom.addEventListener("click", () => perform(thing));
    shown.push(() => {
      if (thing.active) dom.setAttribute("aria-pressed", String(!!thing.active(editor)));
      dom.classList.toggle("active", !!thing.active?.(editor));
      dom.hidden = !!thing.hidden?.(editor);
    });
    return dom;
  };
  const group = (things) => crel("div", { className: "prose-menubar__group" }, things.map(button));
  const kind = crel("select", { className: "prose-menubar__kind", "aria-label": labels.kind },
    KINDS.map(({ name }) => crel("option", { value: name, textContent: labels[name] })));
  kind.addEventListener("change", () => perform(KINDS.find(({ name }) => name === kind.value)));
  shown.push(() => {
    kind.value = KINDS.findLast((thing) => thing.active(editor)).name;
  });
  const others = crel("details", { className: "prose-menubar__more" }, [
    crel("summary", { className: "prose-menubar__button", textContent: labels.more }),
    crel("div", { className: "prose-menubar__panel" }, [group(MORE), group(more)]),
  ]);
  const dom = crel("div", { className: "prose-menubar", role: "toolbar", "aria-label": labels.toolbar },
    [kind, group(MARKS), others, group(LISTS), group(THINGS), group(TABLE), group(LAST)]);

  // One stop for Tab, arrows within, Escape back (ARIA's pattern of a toolbar); Alt F10 leads here.
  const controls = () => [...dom.querySelectorAll("select, button, summary")];
  const stopAt = (one) => controls().forEach((each) => (each.tabIndex = each === one ? 0 : -1));
  const close = (event) => others.contains(event?.target) || (others.open = false);
  dom.addEventListener("focusin", ({ target }) => stopAt(target));
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      return editor.view.focus();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const seen = controls().filter((each) => each.checkVisibility());
    const ahead = dom.matches(":dir(rtl)") ? -step : step;
    seen.at((seen.indexOf(document.activeElement) + ahead) % seen.length).focus();
  });
  for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, close);
  others.addEventListener("click", (event) => event.target.matches("button") && close());

  const update = () => {
    shown.forEach((show) => show());
    const stop = controls().find((each) => each.tabIndex === 0);
    if (!stop || stop.hidden || (!others.open && stop.closest(".prose-menubar__panel"))) stopAt(kind);
  };
  editor.on("transaction", update);
  update();
  stopAt(kind);
  return dom;
};

// -- the menu of "/"

const slash = new PluginKey("slash");
const typed = ({ selection }) => {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
  return before.match(/^\/([\p{L}\p{N}]*)$/u)?.[1] ?? null;
};

const slashMenu = (editor, labels) => {
  const found = (query) => INSERTED.filter(({ name }) => labels[name].toLowerCase().split(/[\s-]+/).some((word) => word.startsWith(query.toLowerCase())));
  const list = crel("ul", { className: "desk-slash", id: `${editor.instanceId}-slash`, role: "listbox", tabIndex: 0, "aria-label": labels.insert, hidden: true });
  const pick = (thing) => {
    const { $from } = editor.state.selection;
    editor.commands.deleteRange({ from: $from.start(), to: $from.pos });
    thing.run(editor.chain().focus(), editor, labels);
  };
  const draw = (view) => {
    const { things, index } = slash.getState(view.state);
    list.hidden = !things.length;
    const { dom } = view;
    if (list.hidden) {
      for (const name of ["aria-controls", "aria-activedescendant"]) dom.removeAttribute(name);
      return;
    }
    list.replaceChildren(...things.map((thing, at) => {
      const option = crel("li", { id: `${list.id}-${at}`, role: "option", textContent: labels[thing.name], "aria-selected": String(at === index) });
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        pick(thing);
      });
      return option;
    }));
    const place = view.coordsAtPos(view.state.selection.from);
    const frame = list.offsetParent.getBoundingClientRect();
    list.style.insetBlockStart = `${place.bottom - frame.top}px`;
    list.style.left = `${Math.max(0, Math.min(place.left - frame.left, frame.width - list.offsetWidth))}px`;
    list.children[index].scrollIntoView({ block: "nearest" });
    dom.setAttribute("aria-controls", list.id);
    dom.setAttribute("aria-activedescendant", list.children[index].id);
  };
  const closed = { things: [], index: 0 };
  return new Plugin({
    key: slash,
    state: {
      init: () => closed,
      apply: (tr, state, _old, now) => {
        const step = tr.getMeta(slash);
        if (step === "close") return closed;
        if (step) return { ...state, index: (state.index + step + state.things.length) % state.things.length };
        if (!tr.docChanged) return tr.selectionSet ? closed : state;
        const query = typed(now);
        return query === null ? closed : { things: found(query), index: 0 };
      },
    },
    props: {
      handleKeyDown: (view, event) => {
        const { things, index } = slash.getState(view.state);
        if (!things.length || event.isComposing) return false;
        const step = { ArrowDown: 1, ArrowUp: -1, Escape: "close" }[event.key];
        if (step) view.dispatch(view.state.tr.setMeta(slash, step));
        else if (event.key === "Enter" || event.key === "Tab") pick(things[index]);
        return !!step || event.key === "Enter" || event.key === "Tab";
      },
      handleDOMEvents: {
        blur: (view) => {
          view.dispatch(view.state.tr.setMeta(slash, "close"));
          return false;
        },
      },
    },
    view: (view) => {
      view.dom.after(list);
      return { update: draw, destroy: () => list.remove() };
    },
  });
};

export const Tools = Extension.create({
  name: "tools",
  priority: 2000, // its keys before those of lists and tables

  addOptions: () => ({ labels: {} }),
  addStorage: () => ({ more: [], bar: null }),

  addCommands() {
    return {
      insertFigure: () => () => true,
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        addLink(editor, this.options.labels);
        return true;
      },
      "Alt-F10": ({ editor }) => {
        const picture = editor.view.dom.querySelector(".is-chosen > .picture-tools button");
        (picture ?? this.storage.bar.querySelector("[tabindex='0']")).focus();
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { labels } = this.options;
    return [
      slashMenu(this.editor, labels),
      new Plugin({ appendTransaction: gatherNotes }),
      new Plugin({ appendTransaction: notesWithMarks(), props: { decorations: (state) => looseNotes(state, labels.loose) } }),
    ];
  },

  onCreate({ editor }) {
    this.storage.bar = toolbar(editor, this.options.labels, this.storage.more);
    editor.view.dom.before(this.storage.bar);
  },
});
