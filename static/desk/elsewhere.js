/* What a search and social networks show of the article, while it is written; and how much of it they show. */
addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".elsewhere");
  const form = box?.closest("form");
  if (!form) return;
  const LENGTH = 200; // letters, as newsroom/html cuts them
  const field = (name) => form.elements[name];
  const words = (name) => field(name)?.value.trim().replace(/\s+/g, " ") ?? "";
  const cut = (text) => (text.length > LENGTH ? `${text.slice(0, LENGTH - 3).replace(/\s+\S*$/, "")}...` : text);
  const write = (name, text) => box.querySelectorAll(`.elsewhere__${name}`).forEach((each) => (each.textContent = text));
  const image = box.querySelector(".elsewhere__picture") ?? new Image();
  image.className = "elsewhere__picture";
  const thumbnail = document.querySelector(".desk-pictures")?.dataset.address;

  const counts = [...form.querySelectorAll("[data-shown]")].map((each) => {
    const count = Object.assign(document.createElement("span"), { className: "elsewhere__count" });
    each.after(count);
    return () => {
      const length = [...each.value.trim()].length;
      count.textContent = `${length.toLocaleString(document.documentElement.lang)} / ${Number(each.dataset.shown).toLocaleString(document.documentElement.lang)}`;
      count.classList.toggle("elsewhere__count--over", length > each.dataset.shown);
    };
  });
  const show = () => {
    const title = words("social_title") || words("headline");
    const text = document.querySelector(".ProseMirror")?.innerText.replace(/\s+/g, " ").trim() ?? "";
    write("title", title);
    write("browser-title", box.dataset.pattern.replace("{}", () => title));
    write("description", words("description") || cut(words("lead") || text));
    const picture = words("social_picture") || words("picture");
    image.remove();
    if (picture && thumbnail) {
      image.src = thumbnail.replace("/0/", `/${picture}/`);
      box.querySelector(".elsewhere__card").prepend(image);
    }
    counts.forEach((count) => count());
  };
  const part = box.closest("details");
  const update = () => part.open && show();
  form.addEventListener("input", update);
  part.addEventListener("toggle", update);
  for (const name of ["picture", "social_picture"]) if (window.django && field(name)) django.jQuery(field(name)).on("change", update);
  counts.forEach((count) => count());
});
