/* The editor's field has a label for the hidden text area, not for what people write in: lend it that name. */
document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) editor.view.dom.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
});

/* The editor writes its own source into the field, also of what it cannot hold: only what a person changed is to be
   sent. As long as it holds what it was given, the field has the source that was stored. Documents are compared, whose
   parts are the same objects where nothing changed: the source of a long one takes a while, at each key. */
document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const stored = textarea.value;
  const unchanged = editor.state.doc;
  editor.on("update", () => {
    if (editor.state.doc.eq(unchanged)) textarea.value = stored;
  });
});
