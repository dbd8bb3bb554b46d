/* The parts of a pull quote (sentence, speaker, role) and of a definition list (term, meaning), and the keys that lead
 * from one to the next.
 */
import { Extension, pm } from "django-prose-editor/editor";

const { Plugin, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const put = (tr, at) => tr.setSelection(TextSelection.create(tr.doc, at)).scrollIntoView();

// -- a pull quote: what stands behind the sentence is its speaker, and behind that the role

const MARKS = { speaker: "cite", role: "small" };
const isPullQuote = (node) => node.type.name === "blockquote" && node.attrs.class === "pullquote";
const isAll = (block, name) => block.childCount > 0 && block.content.content.every(({ marks }) => marks.some(({ type }) => type.name === name));
const partOf = (quote, index) => {
  const block = quote.child(index);
  for (const [part, name] of Object.entries(MARKS)) if (isAll(block, name)) return part;
  if (!index || block.content.size) return "sentence";
  const before = partOf(quote, index - 1);
  return before === "sentence" && quote.child(index - 1).content.size ? "speaker" : before === "speaker" ? "role" : "sentence";
};

/* The quote of the cursor, with the part in which that stands. */
const placeOf = ({ selection: { $from, empty } }) => {
  const depth = $from.depth - 1;
  if (!empty || depth < 1 || !isPullQuote($from.node(depth)) || !$from.parent.isTextblock) return null;
  const index = $from.index(depth);
  return { $from, depth, index, quote: $from.node(depth), part: partOf($from.node(depth), index) };
};

const leaveQuote = ({ $from, depth, index, quote }, tr, schema) => {
  const isSpare = !$from.parent.content.size && index > 0;
  if (isSpare) tr.delete($from.before(), $from.after());
  const behind = $from.after(depth) - (isSpare ? quote.child(index).nodeSize : 0);
  if (!tr.doc.nodeAt(behind)?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
  return put(tr, behind + 1);
};

const goOn = ({ view, state }, place) => {
  const { $from, depth, index, quote, part } = place;
  const { schema, tr } = state;
  const isDone = part === "role" || (part === "speaker" && !$from.parent.content.size);
  if (isDone) leaveQuote(place, tr, schema);
  else if (index + 1 < quote.childCount) put(tr, $from.after() + 1 + quote.child(index + 1).content.size);
  else if ($from.parent.content.size) put(tr.insert($from.after(depth) - 1, schema.nodes.paragraph.create()), $from.after() + 1);
  else return false;
  view.dispatch(tr);
  return true;
};

const goBack = ({ view, state }, { $from, index }) => {
  if (!index) return false;
  view.dispatch(put(state.tr, $from.before() - 1));
  return true;
};

// -- a definition list: term, meaning, term; an empty one ends it

const OTHER = { term: "definition", definition: "term" };

const endList = ({ $from, depth, list, at }, tr, schema) => {
  const items = list.content.content;
  const index = $from.index(depth - 1);
  const part = (all) => (all.length ? [list.type.create(list.attrs, all)] : []);
  const before = part(items.slice(0, index));
  tr.replaceWith(at, at + list.nodeSize, [...before, schema.nodes.paragraph.create(), ...part(items.slice(index + 1))]);
  return put(tr, at + (before[0]?.nodeSize ?? 0) + 1);
};

const nextItem = ({ view, state }) => {
  const { $from, empty } = state.selection;
  const depth = $from.depth - 1;
  const item = depth > 1 ? $from.node(depth) : null;
  if (!empty || !(item?.type.name in OTHER) || $from.index(depth) < item.childCount - 1) return false;
  const { schema, tr } = state;
  const list = $from.node(depth - 1);
  const next = list.maybeChild($from.index(depth - 1) + 1);
  const rest = $from.parent.content.cut($from.parentOffset);
  if (item.childCount === 1 && !$from.parent.content.size) endList({ $from, depth, list, at: $from.before(depth - 1) }, tr, schema);
  else if (!rest.size && next?.type.name === OTHER[item.type.name] && !next.textContent) put(tr, $from.after(depth) + 2);
  else {
    tr.delete($from.pos, $from.end());
    const behind = tr.mapping.map($from.after(depth));
    tr.insert(behind, schema.nodes[OTHER[item.type.name]].create(null, schema.nodes.words.create(null, rest)));
    put(tr, behind + 2);
  }
  view.dispatch(tr);
  return true;
};

export const Parts = Extension.create({
  name: "parts",
  priority: 1950, // its keys before those of lists, tables and lines
  addOptions: () => ({ labels: {} }),

  addKeyboardShortcuts() {
    const inQuote = (act, isWanted = () => true) => () => {
      const place = placeOf(this.editor.state);
      return !!place && isWanted(place) && act(this.editor, place);
    };
    const isAtEnd = ({ $from, part }) => $from.parentOffset === $from.parent.content.size && ($from.parent.content.size > 0 || part !== "sentence");
    const enter = inQuote(goOn, isAtEnd);
    return {
      Tab: inQuote(goOn),
      "Shift-Tab": inQuote(goBack),
      Enter: () => enter() || nextItem(this.editor),
    };
  },

  addProseMirrorPlugins() {
    const { labels } = this.options;
    return [
      new Plugin({
        // What is typed into an empty part is marked as that.
        appendTransaction: (_transactions, _old, state) => {
          const place = placeOf(state);
          if (!place || place.$from.parent.content.size || state.storedMarks || !MARKS[place.part]) return null;
          return state.tr.setStoredMarks([state.schema.marks[MARKS[place.part]].create()]);
        },
        props: {
          decorations: ({ doc }) => {
            const empty = [];
            doc.descendants((quote, at) => {
              if (!isPullQuote(quote)) return !quote.isTextblock;
              quote.forEach((block, offset, index) => {
                const part = partOf(quote, index);
                if (labels[part] && !block.content.size) empty.push(Decoration.node(at + 1 + offset, at + 1 + offset + block.nodeSize, { "data-part": labels[part] }));
              });
              return false;
            });
            return DecorationSet.create(doc, empty);
          },
        },
      }),
    ];
  },
});
