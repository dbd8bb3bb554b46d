/* The library of pictures in a dialog: `choose()` resolves to what was chosen, `upload(file)` stores one file. */
(() => {
  const dialog = document.getElementById("library");
  if (!dialog) return;
  const words = dialog.dataset;
  const part = (name) => dialog.querySelector(`.library__${name}`);
  const [search, files] = ["search", "upload"].map((name) => part(name).querySelector("input"));
  const [list, uploads, about, told, more] = ["list", "uploads", "about", "told", "more"].map(part);
  const [insert, gallery, count, state] = ["insert", "gallery", "count", "state"].map(part);
  const image = new Image();
  image.alt = "";
  part("frame").prepend(image);
  const mark = part("frame").querySelector(".desk-focus__mark");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  let chosen = [];
  let shown = null; // the picture whose words stand in the form
  let isSingle = false;
  let answer = null;
  let question = 0; // only the answer to the last one counts

  // -- the server: an answer in JSON, or a sentence

  const sentence = (status) => {
    if (status === 413) return words.tooLarge;
    return status === 403 || status === 200 ? words.signedOut : words.away;
  };
  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  const send = (method, address, fields, onProgress) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
      request.open(method, address);
      if (fields) request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => onProgress?.(event.loaded / event.total));
      request.addEventListener("load", () => {
        const data = read(request.responseText);
        if (data && request.status < 300) resolve(data);
        else reject(new Error(data?.errors?.join(" ") ?? sentence(request.status)));
      });
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Error(words.away)));
      request.send(fields ?? null);
    });
  const formOf = (fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };
  dialog.upload = (file, onProgress, about = {}) => send("POST", words.upload, formOf({ ...about, file }), onProgress);
  dialog.describe = (id, fields) => send("POST", words.describe.replace("/0/", `/${id}/`), formOf(fields));
  dialog.find = async (id) => (await send("GET", `${words.list}?number=${id}`)).pictures[0];

  // -- the shelf

  const label = (picture) => {
    const lines = [picture.alt || words.noWords, picture.credit_line, words.used.replace("{number}", picture.used)];
    return lines.filter(Boolean);
  };
  const fill = (button, picture) => {
    button.picture = picture;
    const thumbnail = Object.assign(new Image(), { src: picture.thumbnail, alt: "", loading: "lazy" });
    const lines = label(picture).map((line) => Object.assign(document.createElement("span"), { textContent: line, dir: "auto" }));
    lines[0].className = picture.alt ? "library__alt" : "library__alt library__alt--missing";
    button.replaceChildren(thumbnail, ...lines);
  };
  const item = (picture) => {
    const li = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "library__one" });
    button.ariaPressed = "false";
    fill(button, picture);
    button.addEventListener("click", () => toggle(button));
    li.append(button);
    return li;
  };
  const buttons = () => [...list.querySelectorAll(".library__one")];

  const update = () => {
    for (const button of buttons()) button.ariaPressed = String(chosen.some(({ id }) => id === button.picture.id));
    count.textContent = chosen.length > 1 ? words.chosen.replace("{number}", chosen.length) : "";
    insert.disabled = !chosen.length;
    gallery.disabled = chosen.length < 2 || chosen.length > 6;
    gallery.hidden = isSingle;
  };
  const toggle = (button) => {
    const { picture } = button;
    const isChosen = chosen.some(({ id }) => id === picture.id);
    const others = isSingle ? [] : chosen.filter(({ id }) => id !== picture.id);
    chosen = isChosen ? others : [...others, picture];
    update();
    show(isChosen ? chosen.at(-1) : picture);
  };

  const load = async (before = "") => {
    const asked = (question += 1);
    try {
      const query = new URLSearchParams({ q: search.value, before });
      const { pictures, before: next } = await send("GET", `${words.list}?${query}`);
      if (asked !== question) return;
      if (!before) list.replaceChildren();
      list.append(...pictures.map(item));
      told.textContent = list.children.length ? "" : words.none;
      more.hidden = !next;
      more.value = next ?? "";
    } catch (error) {
      if (asked === question) told.textContent = error.message;
    }
    update();
  };
  let pause;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(load, 250);
  });
  more.addEventListener("click", () => load(more.value));

  // -- what is known of one

  const show = (picture) => {
    shown = picture;
    about.hidden = !picture;
    if (!picture) return;
    image.src = picture.src;
    for (const name of ["alt", "caption", "credit", "licence"]) about.elements[name].value = picture[name];
    [about.elements.focal_x.value, about.elements.focal_y.value] = picture.focus;
    state.textContent = "";
    place();
  };
  const place = () => {
    mark.style.left = `${about.elements.focal_x.value}%`;
    mark.style.top = `${about.elements.focal_y.value}%`;
  };
  const take = (picture) => {
    const button = buttons().find((each) => each.picture.id === picture.id);
    if (button) fill(button, picture);
    chosen = chosen.map((each) => (each.id === picture.id ? picture : each));
    if (shown?.id === picture.id) shown = picture;
  };
  let saving = Promise.resolve();
  const save = () => {
    const picture = shown;
    const fields = Object.fromEntries(new FormData(about));
    saving = saving.then(async () => {
      try {
        take(await dialog.describe(picture.id, fields));
        if (shown?.id === picture.id) state.textContent = words.saved;
      } catch (error) {
        state.textContent = error.message;
        throw error;
      }
    });
    saving = saving.catch(() => {});
    return saving;
  };
  about.addEventListener("change", save);
  about.addEventListener("input", place);
  about.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    about.elements.focal_x.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    about.elements.focal_y.value = Math.round((100 * (event.clientY - box.top)) / box.height);
    place();
    save();
  });

  // -- uploads, one after the other

  let queue = Promise.resolve();
  const add = (file) => {
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name, dir: "auto" });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
    row.append(name, bar);
    uploads.append(row);
    queue = queue.then(async () => {
      try {
        const picture = await dialog.upload(file, (share) => (bar.value = share));
        row.remove();
        told.textContent = "";
        list.prepend(item(picture));
        toggle(list.querySelector(".library__one"));
      } catch (error) {
        const [again, remove] = [words.again, words.remove].map((text) =>
          Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text }));
        again.addEventListener("click", () => {
          row.remove();
          add(file);
        });
        remove.addEventListener("click", () => row.remove());
        name.textContent = `${file.name}: ${error.message}`;
        bar.replaceWith(again, remove);
      }
    });
  };
  files.addEventListener("change", () => {
    [...files.files].forEach(add);
    files.value = "";
  });
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    [...event.dataTransfer.files].forEach(add);
  });

  // -- opening and closing

  const close = async (isGallery) => {
    if (document.activeElement?.form === about) document.activeElement.blur(); // its change is saved
    await saving;
    answer?.({ pictures: chosen, isGallery });
    answer = null;
    dialog.close();
  };
  insert.addEventListener("click", () => close(false));
  gallery.addEventListener("click", () => close(true));
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    answer?.(null);
    answer = null;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  dialog.choose = ({ single = false } = {}) =>
    new Promise((resolve) => {
      isSingle = single;
      chosen = [];
      answer = resolve;
      search.value = "";
      show(null);
      load();
      dialog.showModal();
      search.focus();
    });
})();
