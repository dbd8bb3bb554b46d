/* What an article may hold, as a schema of the editor: one mark or node for each tag of the rule book
 * (newsroom/html/rule_book.py), which comes with the options. `read` makes a document of stored HTML, `write` HTML of a
 * document; a block that nobody touched is written as it was read, and one that does not come back the same is held as
 * it is, to be changed only as HTML.
 */
import * as stock from "django-prose-editor/editor";

const { Extension, Mark, Node } = stock;

const MARKS = {
  a: "link", b: "bold", strong: "bold", i: "italic", em: "italic", u: "underline", s: "strike", sub: "subscript",
  sup: "superscript", code: "code",
};
const STOCK = {
  bold: stock.Bold, italic: stock.Italic, underline: stock.Underline, strike: stock.Strike, subscript: stock.Subscript,
  superscript: stock.Superscript, code: stock.Code, link: stock.Link,
};
const NODES = {
  p: "paragraph", ul: "bulletList", ol: "orderedList", li: "listItem", blockquote: "blockquote", aside: "aside", figure: "figure",
  figcaption: "caption", dl: "definitions", dt: "term", dd: "definition", hr: "horizontalRule", pre: "codeBlock",
  td: "tableCell", th: "tableHeader", h2: "heading", h3: "heading", h4: "heading",
};
const SECTIONS = ["thead", "tbody", "tfoot"];

// -- attributes

/* Elements of one source are numbered: which of two stood inside the other, and which of two alike were two. */
const numbers = new WeakMap();
let last = 0;
const numberOf = (element) => {
  if (!numbers.has(element)) numbers.set(element, (last += 1));
  return numbers.get(element);
};
const hidden = (fallback = null, parseHTML = () => fallback) => ({ default: fallback, rendered: false, parseHTML });
const plain = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attrs) => (attrs[name] === null ? {} : { [name]: attrs[name] }),
});
const attributesOf = (names) => Object.fromEntries(names.map((name) => [name, plain(name)]));
const values = (element, names) => Object.fromEntries(names.map((name) => [name, element.getAttribute(name)]));

// -- the schema

const marksOf = ({ everywhere, inline }) => {
  const tags = {};
  for (const tag of Object.keys(inline)) (tags[MARKS[tag] ?? tag] ??= []).push(tag);
  return Object.entries(tags).map(([name, [first, ...others]]) => {
    const preferred = name === "bold" ? "strong" : name === "italic" ? "em" : first;
    const names = [...new Set([first, ...others].flatMap((tag) => inline[tag])), ...everywhere];
    const spec = {
      addAttributes: () => ({
        ...attributesOf(names),
        tag: hidden(preferred, (element) => element.localName),
        at: hidden(null, numberOf),
      }),
      parseHTML: () => [first, ...others].map((tag) => ({ tag })),
      renderHTML: ({ mark, HTMLAttributes }) => [mark.attrs.tag, HTMLAttributes, 0],
    };
    // What is pasted says by itself what is bold: an asterisk in it is one.
    if (name !== "link") Object.assign(spec, { excludes: "", addPasteRules: () => [] });
    const base = STOCK[name];
    return base ? base.extend(spec) : Mark.create({ name, ...spec });
  });
};

const nodesOf = ({ everywhere, blocks, empty, table }) => {
  const names = (tag) => [...({ ...blocks, ...empty, ...table }[tag] ?? []), ...everywhere];
  const spaces = { gap: hidden(), end: hidden("") };
  const node = (base, tag, spec = {}) => {
    const { attributes = {}, ...rest } = spec;
    return base.extend({
      addAttributes: () => ({ ...attributesOf(names(tag)), ...spaces, ...attributes }),
      parseHTML: () => [{ tag }],
      renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
      ...rest,
    });
  };
  const own = (name, tag, spec = {}) =>
    node(Node.create({ name, content: "block+", defining: true }), tag, spec);
  const span = { default: 1, parseHTML: (cell) => cell, renderHTML: () => ({}) };
  const cell = {
    colspan: { ...span, parseHTML: (element) => element.colSpan, renderHTML: (a) => (a.colspan > 1 ? { colspan: a.colspan } : {}) },
    rowspan: { ...span, parseHTML: (element) => element.rowSpan || 1, renderHTML: (a) => (a.rowspan > 1 ? { rowspan: a.rowspan } : {}) },
    colwidth: hidden(),
  };
  return [
    node(stock.Paragraph, "p"),
    // Words that stand in no paragraph: in a list item, a cell, or on their own.
    own("words", "div", {
      content: "inline*", group: "block", parseHTML: () => [{ tag: "div[data-words]" }],
      renderHTML: () => ["div", { "data-words": "" }, 0],
    }),
    node(stock.Heading, "h2", {
      attributes: { level: hidden(2) },
      parseHTML: () => [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      renderHTML: ({ node: { attrs }, HTMLAttributes }) => [`h${attrs.level}`, HTMLAttributes, 0],
    }).configure({ levels: [2, 3, 4] }),
    node(stock.BulletList, "ul"),
    node(stock.OrderedList, "ol", {
      attributes: {
        start: { ...plain("start"), default: null },
        type: hidden(),
      },
      addInputRules() {
        const getAttributes = ([, number]) => (number === "1" ? {} : { start: number });
        return [stock.wrappingInputRule({ find: /^(\d{1,3})\.\s$/, type: this.type, getAttributes })];
      },
    }).configure({ enableListAttributes: false }),
    node(stock.ListItem, "li", { content: "block+" }),
    node(stock.Blockquote, "blockquote"),
    own("aside", "aside", { group: "block" }),
    node(stock.CodeBlock, "pre", {
      content: "inline*", marks: "_",
      attributes: {
        inside: hidden(true, (element) => isCode(element)), // a code element inside the pre
        language: hidden(null, (element) => (isCode(element) ? language(element.firstChild) : null)),
      },
      parseHTML: () => [{ tag: "pre", preserveWhitespace: "full", contentElement: (element) => (isCode(element) ? element.firstChild : element) }],
    }),
    node(stock.HorizontalRule, "hr", { renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes] }),
    stock.HardBreak.extend({ addAttributes: () => attributesOf(names("br")) }),
    Node.create({
      name: "image", inline: true, group: "inline", draggable: true,
      addAttributes: () => attributesOf(names("img")),
      parseHTML: () => [{ tag: "img" }],
      renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    }),
    Node.create({
      name: "linkCard", group: "block", atom: true, draggable: true, isolating: true,
      addAttributes: () => ({ href: hidden(), title: hidden(), text: hidden(), image: hidden(), site: hidden(), ...spaces }),
      parseHTML: () => [{ tag: "figure.link-card", priority: 60, getAttrs: (element) => cardOf(element) ?? false }],
      renderHTML: ({ node: { attrs } }) => ({ dom: document.importNode(fragment(cardHTML(attrs)), true).firstChild }),
    }),
    own("figure", "figure", { content: "(block | caption)+", group: "block", isolating: true, draggable: true }),
    own("caption", "figcaption"),
    own("definitions", "dl", { content: "(term | definition)+", group: "block" }),
    own("term", "dt"),
    own("definition", "dd"),
    // The editor's tables know rows alone: a caption stands beside, the section is the row's.
    own("captioned", "div", {
      content: "tableCaption table", group: "block", isolating: true, parseHTML: () => [{ tag: "div[data-captioned]" }],
      renderHTML: () => ["div", { "data-captioned": "" }, 0],
    }),
    own("tableCaption", "caption", {
      parseHTML: () => [{ tag: "div[data-caption]" }],
      renderHTML: ({ HTMLAttributes }) => ["div", { "data-caption": "", ...HTMLAttributes }, 0],
    }),
    node(stock.Table, "table", {
      attributes: { columns: hidden(""), captionGap: hidden() }, addNodeView: () => null,
      renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
    }),
    node(stock.TableRow, "tr", {
      attributes: { section: hidden(null, (row) => sectionOf(row.parentElement, everywhere)) },
    }),
    node(stock.TableCell, "td", { attributes: cell }),
    node(stock.TableHeader, "th", { attributes: cell }),
    Node.create({
      name: "held", group: "block", atom: true, draggable: true,
      addAttributes: () => ({ html: hidden(""), ...spaces }),
      renderHTML: ({ node: { attrs } }) => {
        const dom = Object.assign(document.createElement("div"), { className: "desk-held" });
        dom.append(document.importNode(fragment(attrs.html), true));
        return { dom };
      },
    }),
  ];
};

const isCode = (pre) => {
  const [code, more] = pre.childNodes;
  const others = code?.getAttributeNames?.().filter((name) => name !== "class");
  return code?.localName === "code" && !more && !others.length && (!code.className || !!language(code));
};
/* What a link card holds, if it is one as they are written; what it holds else is a figure like others. */
const cardOf = (figure) => {
  const parts = [...figure.childNodes];
  const image = parts[0]?.localName === "img" ? parts.shift() : null;
  const [title, ...more] = parts;
  const site = more.pop();
  const [text, rest] = more;
  const [link, beside] = title?.childNodes ?? [];
  const isBare = (element, ...names) =>
    element.getAttributeNames().every((name) => names.includes(name)) && [...element.childNodes].every(({ nodeType }) => nodeType === 3);
  const isCard = figure.getAttributeNames().join() === "class" && figure.className === "link-card" && !rest &&
    title?.localName === "p" && !title.attributes.length && link?.localName === "a" && !beside &&
    link.getAttribute("href") && isBare(link, "href") && site?.localName === "figcaption" && isBare(site) &&
    (!text || (text.localName === "p" && isBare(text)));
  if (!isCard || !link.textContent) return null;
  const attrs = image && Object.fromEntries(image.getAttributeNames().sort().map((name) => [name, image.getAttribute(name)]));
  return { href: link.getAttribute("href"), title: link.textContent, text: text?.textContent ?? null, image: attrs, site: site.textContent };
};
const cardHTML = ({ href, title, text, image, site }) =>
  `${tagOf("figure", { class: "link-card" })}${image ? tagOf("img", image) : ""}<p>${tagOf("a", { href })}${escaped(title)}</a></p>` +
  `${text ? `<p>${escaped(text)}</p>` : ""}<figcaption>${escaped(site)}</figcaption></figure>`;
const language = (code) => code.className.match(/^language-(.+)$/)?.[1] ?? null;
const sectionOf = (element, everywhere) =>
  SECTIONS.includes(element?.localName)
    ? { tag: element.localName, at: numberOf(element), ...values(element, everywhere) }
    : null;

// -- from HTML

const fragment = (html) => {
  const template = document.createElement("template"); // inert: nothing is loaded, no script runs
  template.innerHTML = html;
  return template.content;
};

const kindsOf = ({ inline, empty, blocks, table }) => {
  const isInline = (node) =>
    node.nodeType === 3 || (node.localName in inline && [...node.childNodes].every(isInline)) || node.localName in empty;
  const isBlock = (node) => node.localName in blocks || node.localName in table;
  return { isInline, isBlock };
};

const sorted = (element) => {
  const attributes = element.getAttributeNames().sort().map((name) => [name, element.getAttribute(name)]);
  for (const [name] of attributes) element.removeAttribute(name);
  for (const [name, value] of attributes) element.setAttribute(name, value);
};

/* Bring blanks to what a browser shows of them, so that two sources which look alike are alike. */
const tidy = (root, rules) => {
  const { isBlock } = kindsOf(rules);
  const gaps = new Map();
  const ends = new Map();
  let trailing = null;
  let isAfterBlank = true;
  const boundary = () => {
    if (trailing) trailing.data = trailing.data.replace(/ $/, "");
    [trailing, isAfterBlank] = [null, true];
  };
  const text = (node) => {
    const { previousSibling: before, nextSibling: after, parentNode: parent } = node;
    const isBetween = !/[^ \t\n\r\f]/.test(node.data) && (!before || isBlock(before)) && (!after || isBlock(after));
    if (isBetween && (before || after) && (parent === root || isBlock(parent))) {
      if (after) gaps.set(after, node.data);
      else ends.set(parent, node.data);
      node.remove();
      return;
    }
    let words = node.data.replace(/[ \t\n\r\f]+/g, " ");
    if (isAfterBlank) words = words.replace(/^ /, "");
    node.data = words;
    if (!words) return;
    isAfterBlank = words.endsWith(" ");
    trailing = isAfterBlank ? node : null;
  };
  const walk = (node) => {
    if (node.nodeType === 3) return text(node);
    if (node.nodeType !== 1) return node.remove();
    sorted(node);
    if (node.localName === "pre") {
      node.querySelectorAll("*").forEach(sorted);
      return boundary();
    }
    if (node.localName === "br") return boundary();
    if (node.localName === "img") [trailing, isAfterBlank] = [null, false];
    for (const name of ["colspan", "rowspan"]) if (node.getAttribute(name) === "1") node.removeAttribute(name);
    const block = isBlock(node);
    if (block) boundary();
    [...node.childNodes].forEach(walk);
    if (block) boundary();
    else if (!node.childNodes.length && node.localName !== "img" && !node.id) node.remove();
  };
  [...root.childNodes].forEach(walk);
  boundary();
  root.normalize();
  return { gaps, ends };
};

/* The blocks of a text, and between them the runs of words that stand in none. */
const partsOf = (root, isInline) => {
  const parts = [];
  let run = null;
  for (const node of root.childNodes) {
    if (!isInline(node)) [run] = [null, parts.push([node])];
    else if (run) run.push(node);
    else parts.push((run = [node]));
  }
  return parts.filter((part) => part.some((node) => node.nodeType === 1 || /[^ \t\n\r\f]/.test(node.data)));
};

class CannotHold extends Error {}

const reader = (schema, rules) => {
  const { everywhere, inline, blocks, empty, table } = rules;
  const { isInline } = kindsOf(rules);
  const names = (tag) => [...({ ...inline, ...blocks, ...empty, ...table }[tag] ?? []), ...everywhere];

  const words = (nodes, marks = []) =>
    nodes.flatMap((node) => {
      if (node.nodeType === 3) return node.data ? [schema.text(node.data, marks)] : [];
      const attrs = values(node, names(node.localName));
      if (node.localName === "br") return [schema.nodes.hardBreak.create(attrs, null, marks)];
      if (node.localName === "img") return [schema.nodes.image.create(attrs, null, marks)];
      if (!(node.localName in inline)) throw new CannotHold(node.localName);
      const mark = schema.marks[MARKS[node.localName] ?? node.localName];
      const here = mark.create({ ...attrs, tag: node.localName, at: numberOf(node) });
      return words([...node.childNodes], here.addToSet(marks));
    });

  return (source) => {
    const spaces = { gaps: new Map(), ends: new Map() };
    const make = (name, element, attrs, content) => {
      const gap = spaces.gaps.get(element) ?? null;
      const end = spaces.ends.get(element) ?? "";
      return schema.nodes[name].createChecked({ ...attrs, gap, end }, content);
    };
    const inside = (element) => {
      const found = [];
      let run = [];
      const close = () => {
        if (run.length) found.push(schema.nodes.words.createChecked(null, words(run)));
        run = [];
      };
      for (const child of element.childNodes)
        if (isInline(child)) run.push(child);
        else {
          close();
          found.push(block(child));
        }
      close();
      return found.length ? found : [schema.nodes.words.create()];
    };
    const tableOf = (element) => {
      const rows = [];
      let caption = null;
      let columns = "";
      for (const part of element.children) {
        if (part.localName === "caption" && !caption) caption = make("tableCaption", part, values(part, everywhere), inside(part));
        else if (part.localName === "colgroup") columns += part.outerHTML;
        else if (SECTIONS.includes(part.localName) && part.children.length)
          for (const row of part.children) {
            const cells = [...row.children].map((cell) => block(cell));
            rows.push(make("tableRow", row, { ...values(row, everywhere), section: sectionOf(part, everywhere) }, cells));
          }
        else throw new CannotHold(part.localName);
      }
      const made = make("table", element, { ...values(element, everywhere), columns }, rows);
      return caption ? schema.nodes.captioned.createChecked({ gap: made.attrs.gap }, [caption, made]) : made;
    };
    const block = (element) => {
      const { localName: tag } = element;
      const attrs = values(element, names(tag));
      if (tag === "table") return tableOf(element);
      const name = NODES[tag];
      if (!name || name === "caption" && element.parentElement.localName !== "figure") throw new CannotHold(tag);
      const card = tag === "figure" && cardOf(element);
      if (card) return make("linkCard", element, card);
      if (tag === "hr") return make(name, element, attrs);
      if (tag === "pre") {
        const isInside = isCode(element);
        const holder = isInside ? element.firstChild : element;
        return make(name, element, { ...attrs, inside: isInside, language: isInside ? language(holder) : null }, words([...holder.childNodes]));
      }
      if (tag === "p") return make(name, element, attrs, words([...element.childNodes]));
      if (name === "heading") return make(name, element, { ...attrs, level: Number(tag[1]) }, words([...element.childNodes]));
      if (tag === "ul" || tag === "ol" || tag === "dl") return make(name, element, attrs, [...element.childNodes].map(block));
      if (tag === "td" || tag === "th") Object.assign(attrs, { colspan: element.colSpan, rowspan: element.rowSpan || 1 });
      return make(name, element, attrs, inside(element));
    };

    const root = fragment(source);
    const originals = partsOf(fragment(source), isInline);
    Object.assign(spaces, tidy(root, rules));
    return { parts: partsOf(root, isInline), originals, spaces, block, words };
  };
};

// -- to HTML

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
const tagOf = (tag, attrs) =>
  `<${tag}${Object.entries(attrs)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${String(value).replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`)
    .join("")}>`;

const isAlike = (one, other) => {
  if (one.eq(other)) return true;
  if (one.type !== other.type || (one.attrs.at !== null && other.attrs.at !== null)) return false;
  return Object.keys(one.attrs).every((name) => name === "at" || one.attrs[name] === other.attrs[name]);
};

const writer = (rules) => {
  const { everywhere, inline, blocks, empty, table } = rules;
  const names = (tag) => [...({ ...inline, ...blocks, ...empty, ...table }[tag] ?? []), ...everywhere];
  const pick = (attrs, tag) => Object.fromEntries(names(tag).map((name) => [name, attrs[name]]));
  const cache = new WeakMap();

  const inlineHTML = (node) => {
    const children = node.content.content;
    const reach = (mark, from) => {
      let to = from;
      while (to < children.length && children[to].marks.some((other) => isAlike(mark, other))) to += 1;
      return to;
    };
    const outer = (index) => (one, other) =>
      one.attrs.at !== null && other.attrs.at !== null
        ? one.attrs.at - other.attrs.at
        : reach(other, index) - reach(one, index) || one.type.rank - other.type.rank;
    let html = "";
    let open = [];
    const close = (to) => {
      while (open.length > to) html += `</${open.pop().attrs.tag}>`;
    };
    children.forEach((child, index) => {
      let rest = [...child.marks];
      let kept = 0;
      while (kept < open.length) {
        const same = rest.find((mark) => isAlike(open[kept], mark));
        if (!same) break;
        rest = rest.filter((mark) => mark !== same);
        kept += 1;
      }
      close(kept);
      for (const mark of rest.sort(outer(index))) {
        const attrs = pick(mark.attrs, mark.attrs.tag);
        if (attrs.title === "") delete attrs.title;
        html += tagOf(mark.attrs.tag, attrs);
        open.push(mark);
      }
      if (child.isText) html += escaped(child.text);
      else html += tagOf(child.type.name === "image" ? "img" : "br", pick(child.attrs, child.type.name === "image" ? "img" : "br"));
    });
    close(0);
    return html;
  };

  const children = (node) =>
    node.content.content
      .map((child, index, all) => {
        const isBeside = [all[index - 1], all[index + 1]].some((other) => other?.type.name === "words");
        return child.type.name === "words" && isBeside ? `<p>${inlineHTML(child)}</p>` : write(child);
      })
      .join("");
  const whole = (tag, node, content, attrs = pick(node.attrs, tag)) =>
    `${tagOf(tag, attrs)}${content}${node.attrs.end ?? ""}</${tag}>`;

  const rowsHTML = (tableNode) => {
    let html = "";
    let open = null;
    let isHead = true;
    tableNode.forEach((row) => {
      isHead &&= row.childCount > 0 && row.content.content.every((cell) => cell.type.name === "tableHeader");
      const { section } = row.attrs;
      const isNew = !open || (section ? section.at !== open.at : open.tag === "thead" && !isHead);
      if (isNew) {
        if (open) html += `</${open.tag}>`;
        open = section ?? { tag: isHead && tableNode.childCount > 1 ? "thead" : "tbody" };
        html += tagOf(open.tag, Object.fromEntries(everywhere.map((name) => [name, open[name]])));
      }
      html += write(row);
    });
    return open ? `${html}</${open.tag}>` : html;
  };
  const tableHTML = (node, caption = "") => whole("table", node, `${caption}${node.attrs.columns}${rowsHTML(node)}`);

  const kinds = {
    words: inlineHTML,
    held: (node) => node.attrs.html,
    linkCard: (node) => cardHTML(node.attrs),
    paragraph: (node) => whole("p", node, inlineHTML(node)),
    heading: (node) => whole(`h${node.attrs.level}`, node, inlineHTML(node)),
    horizontalRule: (node) => tagOf("hr", pick(node.attrs, "hr")),
    codeBlock: (node) => {
      const { inside, language: name } = node.attrs;
      const content = inlineHTML(node);
      const first = content.startsWith("\n") ? "\n" : ""; // a parser drops the first line end
      const code = name ? `<code class="language-${name}">` : "<code>";
      return whole("pre", node, inside ? `${code}${content}</code>` : `${first}${content}`);
    },
    captioned: (node) => tableHTML(node.child(1), whole("caption", node.child(0), children(node.child(0)))),
    table: (node) => tableHTML(node),
    tableRow: (node) => whole("tr", node, children(node)),
  };
  for (const name of ["tableCell", "tableHeader"])
    kinds[name] = (node) => {
      const tag = name === "tableCell" ? "td" : "th";
      const attrs = pick(node.attrs, tag);
      for (const side of ["colspan", "rowspan"]) if (attrs[side] === 1) attrs[side] = null;
      return whole(tag, node, children(node), attrs);
    };
  for (const [tag, name] of Object.entries(NODES)) kinds[name] ??= (node) => whole(tag, node, children(node));

  const write = (node) => {
    if (!cache.has(node)) cache.set(node, `${node.attrs.gap ?? ""}${kinds[node.type.name](node)}`);
    return cache.get(node);
  };
  return { write: (doc) => children(doc), alone: write, cache };
};

/* The editor evens the rows of tables that it is given: an uneven one is not. */
const evenly = (node) => {
  if (node.type.name === "table" && stock.pm.tables.TableMap.get(node).problems) throw new CannotHold("table");
  node.forEach(evenly);
};

/* `open` a document of a source, block by block: each has to come back as it was. */
const opener = (schema, rules) => {
  const read = reader(schema, rules);
  const { isInline } = kindsOf(rules);
  const { write, alone, cache } = writer(rules);
  // A parser drops the first line end of a pre.
  const source = (node) => (node.nodeType === 3 ? escaped(node.data) : node.outerHTML.replace(/(<pre\b[^>]*>)\n/g, "$1\n\n"));
  const sources = (nodes) => [...nodes].map(source).join("");

  const open = (html) => {
    const { parts, originals, spaces, block, words } = read(html);
    const isSame = (node, part) => {
      const back = fragment(alone(node));
      tidy(back, rules);
      return sources(back.childNodes) === sources(part);
    };
    const nodeOf = (part, original, gap) => {
      try {
        const isRun = isInline(part[0]);
        const node = isRun ? schema.nodes.words.createChecked(null, words(part)) : block(part[0]);
        node.check();
        if (!schema.topNodeType.contentMatch.matchType(node.type)) throw new CannotHold(node.type.name);
        evenly(node);
        if (isSame(node, part)) {
          if (original) cache.set(node, `${gap ?? ""}${sources(original)}`);
          return node;
        }
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof CannotHold)) throw error;
      }
      return schema.nodes.held.create({ html: sources(original ?? part), gap });
    };
    const isEven = parts.length === originals.length;
    const nodes = parts.map((part, index) => nodeOf(part, isEven ? originals[index] : null, spaces.gaps.get(part[0]) ?? null));
    return schema.topNodeType.create(null, nodes.length ? nodes : [schema.nodes.paragraph.create()]);
  };
  return { open, write };
};

export const Rules = Extension.create({
  name: "rules",
  priority: 1, // after the editor's own, whose setContent it takes the place of

  addOptions: () => ({ everywhere: [], inline: {}, empty: {}, blocks: {}, table: {} }),

  addExtensions() {
    return [...nodesOf(this.options), ...marksOf(this.options)];
  },

  onBeforeCreate() {
    const { editor } = this;
    const { open, write } = opener(editor.schema, this.options);
    // `fresh` writes what nobody touched anew as well.
    Object.assign(this.storage, { open, fresh: (doc) => writer(this.options).write(doc) });
    editor.options.content = open(editor.options.content);
    editor.getHTML = () => write(editor.state.doc);
  },

  addCommands() {
    return {
      setContent:
        (html) =>
        ({ tr, dispatch }) => {
          if (dispatch) tr.replaceWith(0, tr.doc.content.size, this.storage.open(html).content);
          return true;
        },
    };
  },
});
