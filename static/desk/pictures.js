/* Above the text the picture is a band, so that the first sentence is on the first screen; one press shows it whole. */
const bandOf = (band) => {
  const image = band.querySelector("img") ?? new Image();
  image.className = "band__picture";
  band.querySelector("summary").prepend(image);
  image.style.objectPosition = image.dataset.focus ?? "";
  return (value, words, focus) => {
    band.hidden = !value;
    image.alt = words;
    image.removeAttribute("src");
    if (value) image.src = band.dataset.address.replace("/0/", `/${value}/`);
    image.style.objectPosition = focus;
  };
};

/* Below a field for an article's picture: what is chosen, and the newest to choose from with one click. */
const chooser = (box) => {
  const field = document.getElementById(box.dataset.field);
  if (!field) return;
  const chosen = box.querySelector(".desk-pictures__chosen") ?? new Image();
  chosen.className = "desk-pictures__chosen desk-thumbnail";
  const buttons = [...box.querySelectorAll(".desk-pictures__one")];
  const focus = new Map(buttons.map((button) => [button.value, button.dataset.focus]));
  const showAbove = field.id === "id_picture" && bandOf(document.querySelector(".band"));

  const show = () => {
    chosen.remove();
    chosen.alt = field.selectedOptions[0]?.textContent ?? "";
    if (field.value) {
      chosen.src = box.dataset.address.replace("/0/", `/${field.value}/`);
      box.prepend(chosen);
    }
    if (showAbove) showAbove(field.value, chosen.alt, focus.get(field.value) ?? "50% 50%");
    for (const button of buttons) button.ariaPressed = String(button.value === field.value);
  };

  const choose = (value, title) => {
    const isKnown = [...field.options].some((option) => option.value === value);
    if (!isKnown) field.append(new Option(title, value));
    field.value = value;
    // Django's own field listens to its jQuery, and so do we.
    django.jQuery(field).trigger("change");
  };

  for (const button of buttons) button.addEventListener("click", () => choose(button.value, button.title));
  const [library, open] = [document.getElementById("library"), box.querySelector(".desk-pictures__library")];
  if (library) {
    open.hidden = false;
    open.addEventListener("click", async () => {
      const [picture] = (await library.choose({ single: true }))?.pictures ?? [];
      if (picture) focus.set(String(picture.id), picture.focus.map((part) => `${part}%`).join(" "));
      if (picture) choose(String(picture.id), picture.name);
      open.focus();
    });
  }
  django.jQuery(field).on("change", show);
  // Django's field has no name while it is empty; it is made when the page is whole.
  setTimeout(() => {
    const label = document.querySelector(`label[for="${field.id}"]`).textContent.replace(/:\s*$/, "");
    for (const part of field.parentElement.querySelectorAll(".select2 :is([role=combobox], [role=textbox])"))
      part.setAttribute("aria-label", label);
  });
};

addEventListener("DOMContentLoaded", () => document.querySelectorAll(".desk-pictures").forEach(chooser));
