/* Quotation marks as the language of the words has them, typed with the plain keys: only where it was chosen. */
import { Extension, InputRule } from "django-prose-editor/editor";

const CHOSEN = "newsroom.quotes";
const QUOTES = {
  ar: "«»‹›", de: "„“‚‘", en: "“”‘’", es: "«»“”", fr: ["«\u202f", "\u202f»", "“", "”"], ru: "«»„“",
};
const OPENS = /(?:^|[\s\ufffc([{\-–—/«„“‹‚‘])$/;

const isChosen = () => {
  try {
    return localStorage.getItem(CHOSEN) === "yes";
  } catch {
    return false; // forbidden
  }
};
const choose = () => {
  try {
    localStorage.setItem(CHOSEN, isChosen() ? "no" : "yes");
  } catch {
    return; // forbidden: nothing is remembered, so nothing is chosen
  }
};

/* The language where the cursor is, or else that of the paper. */
const language = ({ selection: { $from } }) => {
  const near = $from.marks().findLast((mark) => mark.attrs.lang);
  let lang = near?.attrs.lang;
  for (let depth = $from.depth; depth > 0 && !lang; depth -= 1) lang = $from.node(depth).attrs.lang;
  return (lang || document.documentElement.lang).slice(0, 2).toLowerCase();
};

const rule = (find, isDouble) =>
  new InputRule({
    find,
    handler: ({ state, range, match }) => {
      const marks = QUOTES[language(state)];
      if (!isChosen() || !marks) return null;
      const before = match[0].slice(0, -1);
      const [opening, closing] = isDouble ? [marks[0], marks[1]] : [marks[2], marks[3]];
      const earlier = state.doc.textBetween(state.selection.$from.start(), range.from, null, " ") + before;
      const isOpen = earlier.lastIndexOf(opening) > earlier.lastIndexOf(closing);
      const isApostrophe = !isDouble && !isOpen && /[\p{L}\p{N}]$/u.test(before);
      const sign = OPENS.test(before) ? opening : closing;
      state.tr.insertText(before + (isApostrophe ? "’" : sign), range.from, range.to);
    },
  });

export const Quotes = Extension.create({
  name: "quotes",
  addOptions: () => ({ label: "" }),
  addInputRules: () => [rule(/(?:^|[^"]|\ufffc)"$/, true), rule(/(?:^|[^']|\ufffc)'$/, false)],
  onBeforeCreate() {
    this.editor.storage.tools.more.push({
      name: "quotes", words: true, active: isChosen,
      run: (chain) => {
        choose();
        chain.run();
      },
    });
  },
});
