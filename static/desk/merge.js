/* Who edits a place by hand has chosen that; the text is as readers see it, where the editor is there. */
(() => {
  "use strict";

  const choose = (field) => {
    const place = field.closest(".merge__place");
    if (place) place.querySelector("input[value=hand]").checked = true;
  };
  document.addEventListener("input", ({ target }) => target.closest(".merge__hand") && choose(target));
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) =>
    editor.on("update", () => choose(textarea)),
  );
})();
