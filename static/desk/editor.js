/* The editor's field has a label for the hidden text area, not for what people write in: lend it that name. */
document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) editor.view.dom.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
});
