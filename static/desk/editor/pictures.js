/* Pictures in the text: from the library, dropped or pasted; each with its width, its caption and its description.
 * The dialog and the addresses are those of desk/library.js.
 */
import { Extension, pm } from "django-prose-editor/editor";

const { Plugin, PluginKey, NodeSelection, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const TAKEN = /^image\//;
const NUMBER = "data-picture";
const LONGEST = 300; // letters of a description in the library
const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const library = () => document.getElementById("library");

// -- a figure of pictures of the library

const imageOf = (schema, { id, src, alt, width, height }) =>
  schema.nodes.image.create({ [NUMBER]: String(id), src, alt, width: String(width), height: String(height) });

const captionOf = (schema, { caption, credit_line: credit }) => {
  const text = [caption && schema.text(caption + (credit ? " " : "")), credit && schema.text(credit, [schema.marks.small.create()])];
  const words = text.filter(Boolean);
  return words.length ? [schema.nodes.caption.create(null, schema.nodes.words.create(null, words))] : [];
};

const figureOf = (schema, pictures) => {
  const { figure, words } = schema.nodes;
  const images = words.create(null, pictures.map((picture) => imageOf(schema, picture)));
  const place = pictures.length > 1 ? "gallery" : null;
  return figure.create({ class: place }, [images, ...captionOf(schema, pictures[0])]);
};

/* Put figures where they may stand: behind the block of `at`, or in its place if it is empty. */
const putIn = (view, figures, at, { select = false } = {}) => {
  const { tr } = view.state;
  const $at = tr.doc.resolve(Math.min(at, tr.doc.content.size));
  const depth = $at.depth && 1;
  const isEmpty = depth === $at.depth && depth && $at.parent.isTextblock && !$at.parent.content.size;
  const from = depth ? (isEmpty ? $at.before(depth) : $at.after(depth)) : $at.pos;
  tr.replaceWith(from, isEmpty ? $at.after(depth) : from, figures);
  if (select) tr.setSelection(NodeSelection.create(tr.doc, from)).scrollIntoView();
  view.dispatch(tr);
};

/* The figure at whose pictures the selection is: chosen itself, or one of them, or a place beside them. */
const WHOLE = ["figure", "linkCard"];
const atPictures = ({ $from, from, to, node }) => {
  if (WHOLE.includes(node?.type.name)) return [from, to];
  const isLine = $from.parent.childCount && $from.parent.content.content.every(({ type }) => type.name === "image");
  if (!isLine || $from.depth < 2 || $from.node(-1).type.name !== "figure") return null;
  return to <= $from.after(-1) ? [$from.before(-1), $from.after(-1)] : null;
};

/* What is typed or pasted while a picture is chosen goes behind its figure, or behind it, not in its place. */
const goBehind = (view) => {
  const { selection, schema, tr } = view.state;
  const [, behind] = atPictures(selection) ?? [];
  if (!behind) return false;
  tr.insert(behind, schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView());
  return true;
};
const goBeside = (view) => {
  const { selection, tr } = view.state;
  if (selection.node?.type.name !== "image") return false;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to)));
  return true;
};

/* A cursor beside a picture would be seen by nobody: the figure is chosen. One of a gallery is chosen alone. */
const chooseFigure = (_transactions, _old, { doc, selection, tr }) => {
  const [at] = atPictures(selection) ?? [];
  const { node, empty, $from } = selection;
  if (at === undefined || WHOLE.includes(node?.type.name) || !(node || empty)) return null;
  return node && $from.parent.childCount > 1 ? null : tr.setSelection(NodeSelection.create(doc, at));
};

const choose = async (editor, options) => {
  const answer = await library().choose(options);
  editor.view.focus();
  return answer;
};

const insert = async (editor) => {
  const answer = await choose(editor);
  if (!answer?.pictures.length) return;
  const { schema, selection } = editor.state;
  const groups = answer.isGallery ? [answer.pictures] : answer.pictures.map((picture) => [picture]);
  putIn(editor.view, groups.map((pictures) => figureOf(schema, pictures)), selection.to, { select: true });
};

// -- what stands at a figure while it is written

const imagesIn = (figure) => {
  const images = [];
  figure.descendants((node, offset) => {
    if (node.type.name === "image" && node.attrs[NUMBER]) images.push({ node, offset });
  });
  return images;
};

class FigureView {
  constructor(editor, node, getPos) {
    Object.assign(this, { editor, node, getPos });
    this.dom = document.createElement("figure");
    this.contentDOM = document.createElement("div");
    this.dom.append(this.contentDOM);
    this.draw();
  }

  get pictures() {
    return imagesIn(this.node);
  }

  draw() {
    const { class: place } = this.node.attrs;
    this.dom.dataset.place = place ?? "";
    const { pictures } = this;
    if (!pictures.length) return this.tools?.remove();
    if (!this.tools?.isConnected || this.lines.length !== pictures.length) this.build(pictures.length);
    for (const button of this.tools.querySelectorAll("[value]")) {
      const isOn = (place ?? "").split(" ").includes(button.value) || (!button.value && !/wide|full/.test(place ?? ""));
      button.ariaPressed = String(isOn);
    }
    pictures.forEach(({ node }, index) => {
      const [words, decorative] = this.lines[index].querySelectorAll("input");
      if (document.activeElement !== words) words.value = node.attrs.alt ?? "";
      decorative.checked = node.attrs.role === "presentation";
      words.disabled = decorative.checked;
    });
  }

  build(number) {
    this.tools?.remove();
    this.tools = copyOf("picture-tools");
    const line = this.tools.querySelector(".picture-tools__words");
    this.lines = [line, ...Array.from({ length: number - 1 }, () => line.cloneNode(true))];
    line.after(...this.lines.slice(1));
    this.lines.forEach((each, index) => {
      const [words, decorative] = each.querySelectorAll("input");
      words.addEventListener("input", () => this.set(index, { alt: words.value }));
      words.addEventListener("change", () => this.describe(index, words.value));
      words.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.editor.view.focus();
      });
      decorative.addEventListener("change", () =>
        this.set(index, decorative.checked ? { alt: "", role: "presentation" } : { role: null }));
    });
    const buttons = [...this.tools.querySelectorAll("button")];
    for (const button of buttons)
      button.addEventListener("click", () => (button.name ? this[button.name]() : this.widen(button.value)));
    this.tools.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key !== "Escape" && !(step && buttons.includes(event.target))) return;
      event.preventDefault();
      if (!step) return this.editor.view.focus();
      const ahead = this.tools.matches(":dir(rtl)") ? -step : step;
      buttons.at((buttons.indexOf(event.target) + ahead) % buttons.length).focus();
    });
    this.dom.append(this.tools);
  }

  set(index, attrs) {
    const { node, offset } = this.pictures[index];
    const { view } = this.editor;
    view.dispatch(view.state.tr.setNodeMarkup(this.getPos() + 1 + offset, null, { ...node.attrs, ...attrs }));
  }

  /* What is typed for one that has no description yet is its description in the library, too. */
  async describe(index, alt) {
    const id = this.pictures[index].node.attrs[NUMBER];
    try {
      const known = await library().find(id);
      if (known && !known.alt && alt.trim())
        await library().describe(id, { ...known, focal_x: known.focus[0], focal_y: known.focus[1], alt });
    } catch {
      // The text has it; the library can be told later.
    }
  }

  widen(width) {
    const isGallery = (this.node.attrs.class ?? "").startsWith("gallery");
    const place = [isGallery && "gallery", width].filter(Boolean).join(" ") || null;
    const { view } = this.editor;
    const at = this.getPos();
    const tr = view.state.tr.setNodeMarkup(at, null, { ...this.node.attrs, class: place });
    view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)));
  }

  caption() {
    const { view, schema } = this.editor;
    const { tr } = view.state;
    const at = this.getPos();
    let place = null;
    this.node.forEach((child, offset) => {
      if (child.type.name === "caption") place = at + 1 + offset;
    });
    if (place === null) {
      place = at + this.node.nodeSize - 1;
      tr.insert(place, schema.nodes.caption.create(null, schema.nodes.words.create()));
    }
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place + 2))));
    view.focus();
  }

  async replace() {
    const answer = await choose(this.editor, { single: true });
    const [first] = this.pictures;
    if (!answer?.pictures.length || !first) return;
    const { view, schema } = this.editor;
    const at = this.getPos() + 1 + first.offset;
    view.dispatch(view.state.tr.replaceWith(at, at + first.node.nodeSize, imageOf(schema, answer.pictures[0])));
  }

  remove() {
    const { view } = this.editor;
    const at = this.getPos();
    view.dispatch(view.state.tr.delete(at, at + this.node.nodeSize));
    view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event) {
    return !!this.tools?.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

const chosen = ({ doc, selection }) => {
  const { $from } = selection;
  if (selection.node?.type.name === "figure") return [selection.from, selection.to];
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === "figure") return [$from.before(depth), $from.after(depth)];
  return doc && null;
};

const figures = (editor) =>
  new Plugin({
    appendTransaction: chooseFigure,
    props: {
      handleTextInput: (view, _from, _to, text) => {
        if (!goBehind(view) && !goBeside(view)) return false;
        view.dispatch(view.state.tr.insertText(text));
        return true;
      },
      handleKeyDown: (view, event) => {
        if (event.key !== "Enter" || event.isComposing) return false;
        return goBehind(view) || (goBeside(view), false);
      },
      nodeViews: { figure: (node, _view, getPos) => new FigureView(editor, node, getPos) },
      decorations: (state) => {
        const place = chosen(state);
        return place && DecorationSet.create(state.doc, [Decoration.node(...place, { class: "is-chosen" })]);
      },
    },
  });

// -- a number without an address has been typed as HTML: the library knows its picture, or it says that it does not

const known = new Map(); // by number: a picture, null for none, undefined while it is asked for
const typed = ({ doc }) => {
  const found = [];
  doc.descendants((node, at) => {
    if (node.type.name === "image" && node.attrs[NUMBER] && !node.attrs.src) found.push({ number: node.attrs[NUMBER], at });
  });
  return found;
};
const AGAIN = 5_000; // milliseconds until the library is asked once more that did not answer

const lookUp = async (view, number) => {
  known.set(number, undefined);
  try {
    known.set(number, (await library().find(number)) ?? null);
  } catch {
    return setTimeout(() => !view.isDestroyed && lookUp(view, number), AGAIN);
  }
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta("addToHistory", false));
};
const asShown = ({ number, at }) => {
  const picture = known.get(number);
  const shown = Decoration.node(at, at + 1, picture ? { src: picture.src, alt: picture.alt } : { alt: "" });
  if (picture !== null) return [shown];
  const words = () => Object.assign(document.createElement("span"), {
    className: "desk-missing", textContent: library().dataset.missing.replace("{number}", number),
  });
  return [shown, Decoration.widget(at + 1, words, { key: `missing-${number}` })];
};

const numbers = () => {
  const lookAll = (view) => {
    for (const { number } of typed(view.state)) if (!known.has(number)) lookUp(view, number);
  };
  return new Plugin({
    props: {
      decorations: (state) => DecorationSet.create(state.doc, typed(state).flatMap(asShown)),
    },
    view: (view) => {
      lookAll(view);
      return { update: lookAll };
    },
  });
};

// -- dropped and pasted: a mark keeps the place until the file is in the library

const uploads = new PluginKey("uploads");

const start = (editor, file, at, alt = "") => {
  const key = {};
  const widget = copyOf("picture-upload");
  const [told, bar] = widget.children;
  const dispatch = (change) => editor.view.dispatch(change(editor.view.state.tr));
  const place = () => uploads.getState(editor.view.state).find(null, null, (spec) => spec.key === key)[0]?.from;
  const finish = () => dispatch((tr) => tr.setMeta(uploads, { remove: key }));
  const send = async () => {
    told.textContent = file.name;
    bar.hidden = false;
    try {
      const picture = await library().upload(file, (share) => (bar.value = share), alt ? { alt } : {});
      const found = place();
      finish();
      if (found !== undefined) putIn(editor.view, [figureOf(editor.schema, [picture])], found);
    } catch (error) {
      told.textContent = `${file.name}: ${error.message}`;
      bar.hidden = true;
      const { again, remove } = library().dataset;
      const buttons = [[again, send], [remove, finish]].map(([textContent, run]) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent });
        button.addEventListener("click", () => {
          buttons.forEach((each) => each.remove());
          run();
        });
        return button;
      });
      widget.append(...buttons);
    }
  };
  dispatch((tr) => tr.setMeta(uploads, { add: { key, at, widget } }));
  return send;
};

let queue = Promise.resolve(); // one after the other, in their order
/* Where a mark may stand: not in a figure, where the tools of its picture would lie over it. */
const outside = ({ doc }, at) => {
  const $at = doc.resolve(Math.min(at, doc.content.size));
  for (let depth = 1; depth <= $at.depth; depth += 1) if ($at.node(depth).type.name === "figure") return $at.after(depth);
  return at;
};
const uploadAll = (editor, files, at, alt) => {
  const place = outside(editor.state, at);
  for (const send of files.map((file) => start(editor, file, place, alt))) queue = queue.then(send);
};

/* A picture within pasted HTML. */
const decoded = (address) => {
  const [, type, data] = address.match(/^data:(image\/[\w+.-]+);base64,(.+)$/s) ?? [];
  if (!type) return null;
  const bytes = Uint8Array.from(atob(data.replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
  return new File([bytes], `picture.${type.slice(6)}`, { type });
};

const incoming = (editor) =>
  new Plugin({
    key: uploads,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, marks) => {
        const { add, remove } = tr.getMeta(uploads) ?? {};
        const moved = marks.map(tr.mapping, tr.doc);
        if (add) return moved.add(tr.doc, [Decoration.widget(add.at, add.widget, { key: add.key, side: 1, stopEvent: () => true })]);
        return remove ? moved.remove(moved.find(null, null, (spec) => spec.key === remove)) : moved;
      },
    },
    props: {
      decorations: (state) => uploads.getState(state),
      handleDrop: (view, event, _slice, isMoved) => {
        const files = isMoved ? [] : [...(event.dataTransfer?.files ?? [])].filter(({ type }) => TAKEN.test(type));
        if (!files.length) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size;
        uploadAll(editor, files, at);
        return true;
      },
      handlePaste: (view, event) => {
        const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => TAKEN.test(type));
        if (!goBehind(view)) goBeside(view);
        const hasWords = event.clipboardData?.getData("text/html").replace(/<[^<>]*>/g, "").trim();
        if (!files.length || hasWords) return false;
        event.preventDefault();
        uploadAll(editor, files, view.state.selection.to);
        return true;
      },
    },
    view: () => ({
      update: (view) => {
        const found = [];
        view.state.doc.descendants((node, at) => {
          const file = node.type.name === "image" && decoded(node.attrs.src ?? "");
          if (file) found.push({ file, at, size: node.nodeSize, alt: (node.attrs.alt ?? "").slice(0, LONGEST) });
        });
        if (!found.length) return;
        const { tr } = view.state;
        for (const { at, size } of found.toReversed()) tr.delete(at, at + size);
        view.dispatch(tr);
        found.forEach(({ file, at, alt }) => uploadAll(editor, [file], tr.mapping.map(at), alt));
      },
    }),
  });

export const Pictures = Extension.create({
  name: "pictures",

  addCommands() {
    return {
      insertPicture: () => ({ editor }) => {
        if (library()) insert(editor);
        return !!library();
      },
    };
  },

  addProseMirrorPlugins() {
    return library() ? [figures(this.editor), numbers(), incoming(this.editor)] : [];
  },
});
