/* What other programs put on the clipboard, made into what an article may hold. Styles are read as text: the policy
 * forbids to apply them, and the editor would see none.
 */
import { Extension, crel, pm } from "django-prose-editor/editor";

const { Plugin } = pm.state;
const { Fragment, Slice } = pm.model;

const KEPT = ["abbr", "cite", "code", "del", "dfn", "ins", "kbd", "mark", "q", "small", "sub", "sup", "time"];
const ORDER = ["a", "strong", "em", "u", "s", ...KEPT]; // outer first
const ATTRIBUTES = { abbr: ["title"], q: ["cite"], time: ["datetime"], code: ["class"] };
const TRANSPARENT = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "article", "main", "header", "footer", "aside", "center", "form", "details", "summary", "address", "nav", "body", "picture", "hgroup", "fieldset"];
const BLOCKS = [...TRANSPARENT, "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col", "blockquote", "pre", "figure", "figcaption", "hr"];
const WORDLESS = "script, style, meta, link, title, noscript, svg, template, button, select, textarea, object, embed, .mw-editsection, .mw-jump-link, .Apple-interchange-newline, .EOP";
const PLAIN_BLANKS = "[data-style*='mso-spacerun'], .Apple-converted-space";

const styleOf = (element) =>
  Object.fromEntries((element.getAttribute("data-style") ?? "").split(";").map((rule) => {
    const [name, ...value] = rule.split(":");
    return [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()];
  }));
const isBlock = (node) => node.nodeType === 1 && BLOCKS.includes(node.localName);
const hasBlock = (node) => node.nodeType === 1 && (isBlock(node) || [...node.children].some(hasBlock));
const words = (node) => node.textContent.replace(/[\s\u00a0]+/g, " ").trim();

// -- addresses

const REDIRECTS = [
  [/^(?:www\.)?google\.[a-z.]+$/, "/url", ["q", "url"]],
  [/\.safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/(?:^|\.)l\.(?:facebook|instagram)\.com$/, "/l.php", ["u"]],
];
const unwrapped = (href) => {
  let url;
  try {
    url = new URL(href);
  } catch {
    return href;
  }
  for (const [host, path, names] of REDIRECTS)
    if (host.test(url.hostname) && url.pathname.startsWith(path))
      for (const name of names) if (/^https?:/.test(url.searchParams.get(name) ?? "")) return unwrapped(url.searchParams.get(name));
  return url.origin === location.origin ? url.href.slice(url.origin.length) : href;
};

// -- what is no text: comments, and footnotes, which are put into one list

const dropComments = (body) => {
  const anchors = body.querySelectorAll("a[href*='#cmnt'], a[href*='#_msocom'], a.msocomanchor, .MsoCommentReference");
  for (const anchor of anchors) {
    const isNote = /^(?:cmnt\d|_msocom)/.test(anchor.id || anchor.name || "");
    (isNote ? (anchor.closest("div, p") ?? anchor) : (anchor.closest("sup, .MsoCommentReference") ?? anchor)).remove();
  }
  body.querySelectorAll("[data-style*='mso-element:comment-list'], [data-style*='mso-element:comment']").forEach((list) => list.remove());
};

const hashOf = (anchor) => decodeURIComponent((anchor.getAttribute("href") ?? "").match(/#(.+)$/)?.[1] ?? "");
const namesOf = (element) => [element.id, element.getAttribute("name")].filter(Boolean);

const footnotesOf = (body, first) => {
  const named = new Map();
  for (const element of body.querySelectorAll("[id], [name]")) for (const name of namesOf(element)) named.set(name, element);
  const list = crel("ol", { className: "footnotes" });
  const isBack = (anchor, mark) => {
    const target = named.get(hashOf(anchor));
    return !!target && (target === mark || target.contains(mark) || mark.contains(target));
  };
  for (const mark of [...body.querySelectorAll("a[href*='#']")]) {
    const target = named.get(hashOf(mark));
    if (!target || !mark.isConnected || !(mark.compareDocumentPosition(target) & 4)) continue;
    const place = target.closest("li, div[id^='sdfootnote'], div[id^='ftn'], aside, p, div") ?? target;
    const backs = [...place.querySelectorAll("a[href*='#']")].filter((anchor) => isBack(anchor, mark));
    if (!backs.length || place.contains(mark)) continue;
    const key = first + list.children.length;
    for (const back of backs) (back.closest("sup, .mw-cite-backlink") ?? back).remove();
    const note = crel("li", { id: `fn-${key}` });
    note.append(...[...place.childNodes].flatMap((node) => (node.localName === "p" || node.localName === "div" ? [...node.childNodes] : [node])));
    note.append(" ", crel("a", { href: `#fnref-${key}`, textContent: "↩" }));
    list.append(note);
    const holder = place.parentElement;
    place.remove();
    if (holder && holder !== body && !words(holder)) holder.remove();
    const outer = mark.closest("sup") ?? mark;
    outer.replaceWith(crel("sup", {}, [crel("a", { href: `#fn-${key}`, id: `fnref-${key}`, textContent: String(key) })]));
  }
  body.querySelectorAll("[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']").forEach((rest) => rest.remove());
  return list.children.length ? list : null;
};

// -- lists of programs that have none: each line says its level

const nested = (items) => {
  const root = crel("div");
  const open = [];
  for (const { level, isOrdered, start, content } of items) {
    while (open.length > level || (open.length === level && open.at(-1).localName !== (isOrdered ? "ol" : "ul"))) open.pop();
    while (open.length < level) {
      const list = document.createElement(isOrdered ? "ol" : "ul");
      if (isOrdered && start > 1) list.setAttribute("start", start);
      const holder = open.length ? (open.at(-1).lastElementChild ?? open.at(-1).appendChild(crel("li"))) : root;
      open.push(holder.appendChild(list));
    }
    open.at(-1).append(crel("li", {}, content));
  }
  return [...root.childNodes];
};

const MARKER = /^(?:[·•o§▪▫–-]|\(?\w{1,4}[.)])(?=[\s\u00a0]{2,}|$)[\s\u00a0]*/;
const wordItem = (element) => {
  if (element.localName !== "p") return null;
  const style = element.getAttribute("data-style") ?? "";
  const [, level] = style.match(/mso-list:\s*l\d+\s+level(\d+)/i) ?? [];
  if (!level && !/^MsoListParagraph/.test(element.className)) return null;
  const marker = element.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  let sign = marker ? words(marker) : "";
  if (marker) marker.remove();
  else {
    const walker = document.createTreeWalker(element, 4);
    const found = element.textContent.trimStart().match(MARKER);
    if (!found) return null;
    sign = found[0].trim();
    let rest = element.textContent.length - element.textContent.trimStart().length + found[0].length;
    while (rest && walker.nextNode()) {
      const cut = Math.min(rest, walker.currentNode.data.length);
      walker.currentNode.data = walker.currentNode.data.slice(cut);
      rest -= cut;
    }
  }
  const isOrdered = /^\(?(?:\d+|[a-z]{1,4})[.)]/i.test(sign);
  return { level: Number(level ?? 1), isOrdered, start: parseInt(sign.replace("(", ""), 10) || 1, content: [...element.childNodes] };
};
const webItem = (element) => {
  const lists = element.matches(".ListContainerWrapper") ? [...element.children] : [];
  return lists.flatMap((list) => [...list.children].map((item) => ({
    level: Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1), isOrdered: list.localName === "ol",
    start: Number(list.getAttribute("start") ?? 1), content: [...item.childNodes],
  })));
};
const gatherLists = (body) => {
  for (const parent of [body, ...body.querySelectorAll("div, td, blockquote")]) {
    let run = [];
    const close = (before) => {
      for (const list of nested(run)) parent.insertBefore(list, before);
      run = [];
    };
    for (const child of [...parent.children]) {
      const found = [wordItem(child)].filter(Boolean).concat(webItem(child));
      if (found.length) {
        run.push(...found);
        child.remove();
      } else close(child);
    }
    close(null);
  }
};

// -- the rewriting

const headingLevel = (element) => {
  if (/^h[1-6]$/.test(element.localName)) return Number(element.localName[1]);
  if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level") ?? 2);
  return /^MsoTitle/.test(element.className) ? 1 : null;
};

/* One paragraph alone in a list item or a cell is no paragraph there. */
const bare = (content) => {
  const [first, ...more] = content;
  if (first?.localName !== "p" || more.some((node) => node.localName === "p")) return content;
  return [crel("div", { "data-words": "" }, [...first.childNodes]), ...more];
};

class Rewriting {
  constructor(body) {
    const levels = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading], .MsoTitle")].filter(words).map(headingLevel);
    this.shift = levels.length ? 2 - Math.min(...levels) : 0;
    this.lost = [];
  }

  /* The elements that a style or a tag asks for, on top of those around. */
  marks(element, around) {
    const { localName: tag } = element;
    const style = styleOf(element);
    const now = { ...around };
    const set = (name, isOn, attributes = {}) => {
      if (isOn) now[name] = now[name] ?? attributes;
      else delete now[name];
    };
    if (tag === "b" || tag === "strong") set("strong", true);
    if (tag === "i" || tag === "em") set("em", true);
    if (tag === "u" && !now.a) set("u", true);
    if (tag === "s" || tag === "strike") set("s", true);
    if (KEPT.includes(tag)) {
      const attributes = (ATTRIBUTES[tag] ?? []).map((name) => [name, element.getAttribute(name)]).filter(([, value]) => value);
      set(tag, true, Object.fromEntries(attributes));
    }
    const weight = style["font-weight"]; // Google wraps all of it into a `b` that says "normal"
    if (weight) set("strong", weight === "bold" || weight === "bolder" || Number(weight) >= 600);
    if (style["font-style"]) set("em", /^(?:italic|oblique)/.test(style["font-style"]));
    const line = `${style["text-decoration"] ?? ""} ${style["text-decoration-line"] ?? ""}`;
    if (/line-through/.test(line)) set("s", true);
    if (/underline/.test(line) && !now.a) set("u", true);
    if (/^(?:super|sub)$/.test(style["vertical-align"] ?? "")) set(style["vertical-align"] === "super" ? "sup" : "sub", true);
    if (style["mso-highlight"]) set("mark", true);
    if (tag === "a") {
      const href = unwrapped(element.getAttribute("href") ?? "");
      const isFootnote = /^#fn(?:ref)?-/.test(href);
      if (isFootnote || /^(?:https?:|mailto:|tel:|\/(?!\/))/i.test(href)) {
        delete now.u;
        set("a", true, { href, ...(/^fnref-/.test(element.id) ? { id: element.id } : {}) });
      }
    }
    return now;
  }

  wrap(node, marks, inHeading) {
    return ORDER.filter((name) => marks[name] && !(inHeading && name === "strong"))
      .reverse()
      .reduce((inner, name) => {
        const outer = document.createElement(name);
        for (const [attribute, value] of Object.entries(marks[name])) outer.setAttribute(attribute, value);
        outer.append(inner);
        return outer;
      }, node);
  }

  picture(element, marks) {
    const src = element.getAttribute("src") ?? "";
    const alt = (element.getAttribute("alt") ?? "").trim();
    const name = alt || decodeURI(src.split(/[?#]/)[0]).split("/").pop().slice(0, 60) || "?";
    const path = src.startsWith(`${location.origin}/`) ? src.slice(location.origin.length) : src;
    if (path.startsWith("/media/")) {
      const image = document.createElement("img");
      for (const key of ["data-picture", "alt"]) if (element.getAttribute(key)) image.setAttribute(key, element.getAttribute(key));
      image.setAttribute("src", path);
      return [image];
    }
    if (/^data:image\/[\w+.-]+;base64,/.test(src) && document.getElementById("library")) {
      const image = document.createElement("img"); // pictures.js puts it into the library
      image.setAttribute("src", src);
      if (alt) image.setAttribute("alt", alt);
      return [image];
    }
    if (/^https?:/.test(src) && !/\.googleusercontent\.com$/.test(new URL(src).hostname)) {
      if (element.getAttribute("width") === "1" || element.getAttribute("height") === "1") return []; // counts readers
      const words = marks.a ? {} : { a: { href: src } };
      return [this.wrap(document.createTextNode(`[${name}]`), { ...marks, ...words })];
    }
    this.lost.push(src.startsWith("data:") || /googleusercontent/.test(src) ? alt || "?" : name);
    return [];
  }

  inline(node, marks, inHeading) {
    if (node.nodeType === 3) return node.data ? [this.wrap(document.createTextNode(node.data), marks, inHeading)] : [];
    if (node.nodeType !== 1) return [];
    if (/(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/i.test(node.getAttribute("data-style") ?? "")) return [];
    if (node.localName === "br") return [document.createElement("br")];
    if (node.localName === "img") return this.picture(node, marks);
    if (node.localName === "input") return node.type === "checkbox" ? [document.createTextNode(node.hasAttribute("checked") ? "☑ " : "☐ ")] : [];
    const now = this.marks(node, marks);
    return [...node.childNodes].flatMap((child) => this.inline(child, now, inHeading));
  }

  /* The children as blocks; runs of words between them become paragraphs. */
  blocks(element, marks) {
    const made = [];
    let run = [];
    const close = () => {
      for (const line of this.lines(run)) made.push(crel("p", {}, line));
      run = [];
    };
    for (const child of element.childNodes) {
      if (!hasBlock(child)) run.push(...this.inline(child, marks, false));
      else {
        close();
        made.push(...(isBlock(child) ? this.block(child, this.marks(child, marks)) : this.blocks(child, this.marks(child, marks))));
      }
    }
    close();
    return made;
  }

  /* Two line ends part paragraphs; one at the end of a line says nothing. */
  lines(nodes) {
    const lines = [[]];
    nodes.forEach((node, index) => {
      if (node.localName === "br" && nodes[index + 1]?.localName === "br") lines.push([]);
      else if (node.localName !== "br" || (lines.at(-1).length && nodes[index + 1])) lines.at(-1).push(node);
    });
    return lines.filter((line) => line.some((node) => node.localName === "img" || node.querySelector?.("img") || words(node)));
  }

  block(element, marks) {
    const { localName: tag } = element;
    if (/(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/i.test(element.getAttribute("data-style") ?? "")) return [];
    const level = headingLevel(element);
    if (level !== null && !hasBlock({ nodeType: 1, localName: "span", children: element.children })) {
      const content = [...element.childNodes].flatMap((child) => this.inline(child, { ...marks, strong: undefined }, true));
      return content.some(words) ? [crel(`h${Math.max(2, Math.min(4, level + this.shift))}`, {}, content)] : [];
    }
    if (tag === "ul" || tag === "ol") return this.list(element, marks);
    if (tag === "table") return this.table(element, marks);
    if (tag === "hr") return [document.createElement("hr")];
    if (tag === "pre") return [crel("pre", {}, [crel("code", { textContent: element.textContent.replace(/\n$/, "") })])];
    if (tag === "figure" && element.classList.contains("link-card")) return this.card(element, marks);
    if (tag === "dl" || tag === "figure") {
      const inner = tag === "dl" ? ["dt", "dd"] : ["figcaption"];
      const content = [...element.childNodes].flatMap((child) => {
        if (inner.includes(child.localName)) return [crel(child.localName, {}, bare(this.blocks(child, marks)))];
        if (tag === "figure") return bare(this.blocks({ childNodes: [child] }, marks));
        return isBlock(child) ? [...child.children].filter((part) => inner.includes(part.localName)).map((part) => crel(part.localName, {}, bare(this.blocks(part, marks)))) : [];
      });
      return content.some((node) => words(node) || node.querySelector("img")) ? [crel(tag, {}, content)] : [];
    }
    if (tag === "blockquote") {
      const quote = crel("blockquote", {}, this.blocks(element, marks));
      if (element.classList.contains("pullquote")) quote.className = "pullquote";
      return words(quote) ? [quote] : [];
    }
    const content = this.blocks(element, marks);
    // Other pages put their boxes into such; a note has paragraphs.
    const isNote = tag === "aside" && content.length > 0 && content.every(({ localName }) => localName === "p");
    return isNote ? [crel("aside", {}, content)] : content;
  }

  card(element, marks) {
    const link = element.querySelector("a[href]");
    const [, text] = element.querySelectorAll("p");
    const site = element.querySelector("figcaption");
    if (!link || !site) return this.blocks(element, marks);
    const image = element.querySelector("img");
    const parts = [crel("p", {}, [crel("a", { href: unwrapped(link.getAttribute("href")), textContent: words(link) })])];
    if (text) parts.push(crel("p", { textContent: words(text) }));
    return [crel("figure", { className: "link-card" },
      [...(image ? this.picture(image, marks) : []), ...parts, crel("figcaption", { textContent: words(site) })])];
  }

  list(element, marks) {
    const list = document.createElement(element.localName);
    if (element.localName === "ol" && Number(element.getAttribute("start")) > 1) list.setAttribute("start", element.getAttribute("start"));
    if (element.className === "footnotes") list.className = "footnotes";
    for (const child of element.children) {
      const content = child.localName === "li" ? this.blocks(child, this.marks(child, marks)) : this.block(child, marks);
      if (!content.length) continue;
      const isNested = child.localName === "ul" || child.localName === "ol";
      if (isNested && list.lastElementChild) list.lastElementChild.append(...content);
      else list.append(crel("li", /^fn-/.test(child.id) ? { id: child.id } : {}, bare(content)));
    }
    return list.children.length ? [list] : [];
  }

  table(element, marks) {
    const rows = [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element);
    const cells = rows.flatMap((row) => [...row.cells]);
    if (cells.length < 2 || element.getAttribute("role") === "presentation") return cells.flatMap((cell) => this.blocks(cell, marks));
    const made = document.createElement("table");
    for (const row of rows) {
      const name = ["thead", "tfoot"].includes(row.parentElement.localName) ? row.parentElement.localName : "tbody";
      if (made.lastElementChild?.localName !== name) made.append(document.createElement(name));
      made.lastElementChild.append(crel("tr", {}, [...row.cells].map((cell) => {
        const copy = crel(cell.localName, {}, bare(this.blocks(cell, {})));
        for (const key of ["colspan", "rowspan", "scope"]) if (cell.getAttribute(key) && cell.getAttribute(key) !== "1") copy.setAttribute(key, cell.getAttribute(key));
        return copy;
      })));
    }
    const caption = [...element.children].find((child) => child.localName === "caption");
    if (!caption || !words(caption)) return [made];
    return [crel("div", { "data-captioned": "" }, [crel("div", { "data-caption": "" }, bare(this.blocks(caption, {}))), made])];
  }
}

/* Neighbours that are alike are one: each word came by itself. */
const merge = (root) => {
  for (let node = root.firstChild; node; node = node.nextSibling) {
    const next = node.nextSibling;
    const isInline = next?.nodeType === 1 && ORDER.includes(node.localName);
    const shell = (element) => element.cloneNode(false).outerHTML;
    if (isInline && shell(node) === shell(next) && !node.id) {
      node.append(...next.childNodes);
      next.remove();
      node = { nextSibling: node };
    } else if (node.nodeType === 1) merge(node);
  }
};

/* Styles as plain data: the policy is asked about others even in a document that nobody sees. */
const readable = (html) =>
  html
    .replace(/<(\/?)style\b/gi, "<$1template")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));

export const cleaned = (html, firstNote = 1) => {
  const { body } = new DOMParser().parseFromString(readable(html), "text/html");
  body.querySelectorAll(WORDLESS).forEach((element) => element.remove());
  for (const element of body.querySelectorAll(PLAIN_BLANKS)) element.textContent = element.textContent.replace(/\u00a0/g, " ");
  dropComments(body);
  const notes = footnotesOf(body, firstNote);
  gatherLists(body);
  if (notes) body.append(notes);
  const rewriting = new Rewriting(body);
  const root = crel("div", {}, hasBlock({ nodeType: 1, localName: "span", children: body.children })
    ? rewriting.blocks(body, {})
    : [...body.childNodes].flatMap((node) => rewriting.inline(node, {}, false)));
  merge(root);
  return { html: root.innerHTML, lost: rewriting.lost };
};

// -- in the editor

const highestNote = (doc) => {
  let highest = 0;
  doc.descendants((node) => {
    highest = Math.max(highest, Number(node.attrs.id?.match?.(/^fn-(\d+)$/)?.[1]) || 0);
  });
  return highest;
};

/* Line by line, as it is: what is pasted otherwise may have marks, such as *these*. */
const asPlain = ({ tr, schema, selection }, text) => {
  const lines = text.split(/[\r\n]+/).filter(Boolean);
  if (selection.$from.parent.type.spec.code || lines.length < 2) return tr.insertText(lines.join("\n"));
  const paragraphs = lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line)));
  return tr.replaceSelection(new Slice(Fragment.from(paragraphs), 1, 1));
};

export const Pasting = Extension.create({
  name: "pasting",
  addOptions: () => ({ labels: {} }),
  addStorage: () => ({ isPlain: false, status: null }),

  onBeforeCreate() {
    const { storage, options } = this;
    storage.say = (sentences) => {
      storage.status.textContent = sentences.join(" ");
      storage.status.hidden = !sentences.length;
    };
    this.editor.storage.tools.more.push({
      name: "plain", words: true, active: () => storage.isPlain,
      run: (chain) => {
        storage.isPlain = !storage.isPlain;
        storage.say(storage.isPlain ? [options.labels.nextIsPlain] : []);
        chain.run();
      },
    });
  },

  onCreate({ editor }) {
    this.storage.status = crel("p", { className: "desk-pasted", role: "status", hidden: true });
    editor.view.dom.before(this.storage.status);
  },

  transformPastedHTML(html) {
    if (/\sdata-pm-slice=/.test(html)) return html; // of an editor like this
    const { editor, storage, options: { labels } } = this;
    const pasted = cleaned(html, highestNote(editor.state.doc) + 1);
    storage.say(pasted.lost.length ? [`${labels.notPasted} ${pasted.lost.join(", ")}`] : []);
    return pasted.html;
  },

  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin({
        props: {
          handlePaste: (view, event) => {
            if (!storage.isPlain) return false;
            storage.isPlain = false;
            storage.say([]);
            view.dispatch(asPlain(view.state, event.clipboardData.getData("text/plain")).scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
