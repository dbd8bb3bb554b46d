/* Link cards: an address that stands alone in a paragraph, with the title, the text and the picture that an editor
 * gives it. Nothing is asked of the other site; of an article of ours the desk tells the headline.
 */
import { Extension, crel, pm } from "django-prose-editor/editor";

const { Plugin, PluginKey, NodeSelection, TextSelection } = pm.state;

const ADDRESS = /^(?:https?:\/\/|www\.)[^\s<>"'“”«»]+$/i;
const LONGEST = 120; // letters of an address that takes the place of a title
const NAME = "linkCard";
const template = () => document.getElementById("link-card");
const library = () => document.getElementById("library");

/* As newsroom/html/link_cards.py writes them. */
const shown = (href) => {
  const words = href.replace(/^https?:\/\/(?:www\.)?|\/$/gi, "");
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 3)}...` : words;
};
const whole = (address) => (/^www\./i.test(address) ? `https://${address}` : address);
const site = (href) => {
  const host = href.match(/^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i)?.[1].toLowerCase();
  return (host ?? template().dataset.site).replace(/^www\./, "");
};
const isOwn = (href) => [location.hostname.replace(/^www\./, ""), template().dataset.site].includes(site(href));

// -- made of an address, and taken back

const cards = new PluginKey("cards");

const cardOf = (schema, href, attrs = {}) => schema.nodes[NAME].create({ href, title: shown(href), site: site(href), ...attrs });

/* The address that stands alone in the line of the cursor; one that is a link already was meant to be one. */
const loneAddress = ({ selection: { empty, $from } }) => {
  const { parent, depth, parentOffset } = $from;
  const isLine = empty && depth === 1 && parent.type.name === "paragraph" && parentOffset === parent.content.size;
  const isBare = isLine && parent.childCount === 1 && !parent.firstChild.marks.length;
  return isBare && ADDRESS.test(parent.textContent) ? parent.textContent : null;
};

/* Put a card in the place of the line, and go on behind it. */
const make = (editor, address, attrs) => {
  const { view, schema } = editor;
  const { tr, selection: { $from } } = view.state;
  const href = whole(address);
  const card = cardOf(schema, href, attrs);
  const isFree = $from.depth === 1 && (loneAddress(view.state) || !$from.parent.content.size);
  const [from, to] = $from.depth ? [isFree ? $from.before(1) : $from.after(1), $from.after(1)] : [$from.pos, $from.pos];
  tr.replaceWith(from, to, [card, schema.nodes.paragraph.create()]);
  tr.setSelection(TextSelection.create(tr.doc, from + card.nodeSize + 1));
  view.dispatch(tr.setMeta(cards, { made: from }).scrollIntoView());
  if (isOwn(href)) fill(editor, href);
};

/* A plain link instead; `behind` is the end of the empty line that came with the card. */
const unmake = (view, at, behind) => {
  const { tr, schema, doc } = view.state;
  const card = doc.nodeAt(at);
  const { href, title } = card.attrs;
  const link = schema.text(title, [schema.marks.link.create({ href })]);
  tr.replaceWith(at, behind ?? at + card.nodeSize, schema.nodes.paragraph.create(null, link));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1 + link.nodeSize)).scrollIntoView());
  view.focus();
};

/* The headline and the picture of an article of ours, unless somebody has written a title meanwhile. */
const fill = async (editor, href) => {
  const { view, schema } = editor;
  let words = {};
  try {
    const query = new URLSearchParams({ address: new URL(href, location.href).origin === location.origin ? href.replace(location.origin, "") : href });
    const answer = await fetch(`${template().dataset.address}?${query}`);
    words = await answer.json();
  } catch {
    return; // the card has its address
  }
  if (!words.title) return;
  view.state.doc.descendants((node, at) => {
    if (node.type.name !== NAME || node.attrs.href !== href || node.attrs.title !== shown(href)) return;
    const image = words.picture ? imageOf(words.picture) : node.attrs.image;
    const attrs = { ...node.attrs, href: words.href, title: words.title, site: template().dataset.site, image };
    view.dispatch(view.state.tr.setNodeMarkup(at, schema.nodes[NAME], attrs).setMeta(cards, { filled: true }));
  });
};

/* It says nothing that the title does not. */
const imageOf = ({ id, src, width, height }) =>
  ({ alt: "", "data-picture": String(id), height: String(height), role: "presentation", src, width: String(width) });

// -- what stands at a card while it is written

class CardView {
  constructor(editor, node, getPos) {
    Object.assign(this, { editor, node, getPos });
    this.dom = crel("figure", { className: "link-card", contentEditable: "false" });
    this.image = crel("img", { className: "link-card__image", alt: "", hidden: true });
    this.dom.append(this.image, template().content.cloneNode(true));
    const part = (name) => this.dom.querySelector(`.link-card__${name}`);
    [this.title, this.text] = ["title", "text"].map((name) => part(name).querySelector("textarea"));
    [this.site, this.bare] = [part("site"), this.dom.querySelector("[name=bare]")];
    for (const [name, field, next] of [["title", this.title, this.text], ["text", this.text, null]]) {
      field.addEventListener("input", () => this.set({ [name]: field.value.replaceAll("\n", " ") || null }));
      field.addEventListener("keydown", (event) => this.key(event, next));
    }
    for (const button of this.dom.querySelectorAll("button")) button.addEventListener("click", () => this[button.name]());
    this.draw();
  }

  draw() {
    const { href, title, text, image, site: name } = this.node.attrs;
    const write = (field, value) => {
      if (document.activeElement !== field) field.value = value;
    };
    write(this.title, title === shown(href) ? "" : title);
    write(this.text, text ?? "");
    this.title.placeholder = shown(href);
    this.site.textContent = name;
    this.bare.hidden = !image;
    this.image.hidden = !image;
    if (image) Object.assign(this.image, { src: image.src, alt: image.alt ?? "" });
  }

  set(attrs) {
    const { view } = this.editor;
    const title = "title" in attrs ? { title: attrs.title || shown(this.node.attrs.href) } : {};
    view.dispatch(view.state.tr.setNodeMarkup(this.getPos(), null, { ...this.node.attrs, ...attrs, ...title }));
  }

  key(event, next) {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter" && next) return next.focus();
    const { view, schema } = this.editor;
    const { tr, doc } = view.state;
    const at = this.getPos();
    const behind = at + this.node.nodeSize;
    if (event.key === "Escape") tr.setSelection(NodeSelection.create(doc, at));
    else {
      if (!doc.nodeAt(behind)?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
      tr.setSelection(TextSelection.create(tr.doc, behind + 1));
    }
    view.dispatch(tr.scrollIntoView());
    view.focus();
  }

  async picture() {
    const answer = await library()?.choose({ single: true });
    this.editor.view.focus();
    if (answer?.pictures.length) this.set({ image: imageOf(answer.pictures[0]) });
  }

  bare() {
    this.set({ image: null });
  }

  plain() {
    unmake(this.editor.view, this.getPos());
  }

  remove() {
    const { view } = this.editor;
    view.dispatch(view.state.tr.delete(this.getPos(), this.getPos() + this.node.nodeSize));
    view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-chosen");
  }

  deselectNode() {
    this.dom.classList.remove("is-chosen");
  }

  stopEvent(event) {
    return !!event.target.closest?.("textarea, button");
  }

  ignoreMutation() {
    return true;
  }
}

// -- keys and paste

const keys = {
  Enter: (editor) => {
    const address = loneAddress(editor.state);
    if (address) make(editor, address);
    return !!address;
  },
  Backspace: ({ view, state }) => {
    const { empty, $from } = state.selection;
    const fresh = cards.getState(state);
    if (fresh === null || !empty || $from.parent.content.size) return false;
    unmake(view, fresh, $from.after());
    return true;
  },
  Tab: ({ view, state: { selection } }) => {
    if (selection.node?.type.name !== NAME) return false;
    view.nodeDOM(selection.from).querySelector("textarea").focus();
    return true;
  },
};

/* The words of a copied link are its title. */
const titleIn = (html, address) => {
  const { body } = new DOMParser().parseFromString(html.replace(/\sstyle(?=\s*=)/gi, " data-style"), "text/html");
  const [link, more] = body.querySelectorAll("a[href]");
  const words = body.textContent.trim().replace(/\s+/g, " ");
  return link && !more && link.textContent.trim().replace(/\s+/g, " ") === words && words !== address ? words : null;
};

const onPaste = (editor, event) => {
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { $from, empty } = editor.state.selection;
  const isFree = empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  if (!isFree || !ADDRESS.test(address) || editor.storage.pasting?.isPlain) return false;
  const title = titleIn(event.clipboardData.getData("text/html"), address);
  make(editor, address, title ? { title } : {});
  return true;
};

export const Cards = Extension.create({
  name: "cards",
  priority: 1900, // its keys before those of a line

  addCommands() {
    return {
      insertLinkCard: (address) => ({ editor }) => {
        make(editor, address);
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    if (!template()) return [];
    return [
      new Plugin({
        key: cards,
        state: {
          init: () => null,
          apply: (tr, fresh) => {
            const { made, filled } = tr.getMeta(cards) ?? {};
            if (made !== undefined) return made;
            return filled || !(tr.docChanged || tr.selectionSet) ? fresh : null;
          },
        },
        props: {
          nodeViews: { [NAME]: (node, _view, getPos) => new CardView(editor, node, getPos) },
          handleKeyDown: (_view, event) => {
            const isPlain = !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
            return (isPlain && keys[event.key]?.(editor)) || false;
          },
          handlePaste: (_view, event) => onPaste(editor, event),
        },
      }),
    ];
  },
});
