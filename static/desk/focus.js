/* Clicking the picture fills in the two numbers of its focus; without this, one types them. */
addEventListener("DOMContentLoaded", () => {
  const frame = document.querySelector(".desk-focus");
  const [left, top] = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
  const file = document.getElementById("id_file");
  if (!frame || !left || !file) return;
  const image = frame.querySelector("img");
  const mark = frame.appendChild(document.createElement("span"));
  mark.className = "desk-focus__mark";

  const place = () => {
    mark.style.left = `${left.value}%`;
    mark.style.top = `${top.value}%`;
  };

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    left.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    top.value = Math.round((100 * (event.clientY - box.top)) / box.height);
    place();
  });
  left.addEventListener("input", place);
  top.addEventListener("input", place);

  file.addEventListener("change", () => {
    if (!file.files.length) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      image.src = reader.result;
      frame.hidden = false;
    });
    reader.readAsDataURL(file.files[0]);
  });
  place();
});
