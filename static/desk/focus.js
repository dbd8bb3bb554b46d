/* A click into the picture says what stays in sight; the two fields below remain, and work without it. */
for (const image of document.querySelectorAll(".desk-thumbnail--large")) {
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));
  if (fields.includes(null)) continue;
  const cross = Object.assign(document.createElement("span"), { className: "desk-focus__cross" });
  image.parentElement.classList.add("desk-focus");
  image.after(cross);
  const show = () => {
    cross.style.setProperty("left", `${(image.offsetWidth * fields[0].value) / 100}px`);
    cross.style.setProperty("top", `${(image.offsetHeight * fields[1].value) / 100}px`);
  };
  image.addEventListener("click", (event) => {
    fields[0].value = Math.round((100 * event.offsetX) / image.offsetWidth);
    fields[1].value = Math.round((100 * event.offsetY) / image.offsetHeight);
    show();
  });
  fields.forEach((field) => field.addEventListener("input", show));
  image.decode().then(show, show);
}
