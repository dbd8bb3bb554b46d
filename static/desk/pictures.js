/* Below the field for an article's picture: what is chosen, and the newest to choose from with one click. */
addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("id_picture");
  const box = document.querySelector(".desk-pictures");
  if (!field || !box) return;
  const chosen = box.querySelector(".desk-pictures__chosen") ?? new Image();
  chosen.className = "desk-pictures__chosen desk-thumbnail";
  const buttons = [...box.querySelectorAll("button")];

  const show = () => {
    chosen.remove();
    chosen.alt = field.selectedOptions[0]?.textContent ?? "";
    if (field.value) {
      chosen.src = box.dataset.address.replace("/0/", `/${field.value}/`);
      box.prepend(chosen);
    }
    for (const button of buttons) button.ariaPressed = String(button.value === field.value);
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const isKnown = [...field.options].some((option) => option.value === button.value);
      if (!isKnown) field.append(new Option(button.title, button.value));
      field.value = button.value;
      // Django's own field listens to its jQuery, and so do we.
      django.jQuery(field).trigger("change");
    });
  }
  django.jQuery(field).on("change", show);
});
