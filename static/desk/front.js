/* The front at the desk: places change by drag, by arrow keys on a handle, and by Up and Down without a reload. The
 * fields that work without this script stay the truth: what stands in them moves, and they are what is sent.
 */
(() => {
  "use strict";

  const PARTS = ["article", "layout", "until_0", "until_1", "until_2", "headline", "crop"];
  const EDGE = 80; // pixels: nearer to an end of the window, it scrolls
  const STEP = 14; // pixels a frame
  const KEYS = { ArrowUp: -1, ArrowDown: 1 };

  const dress = (form) => {
    const { move, moved, cleared, nothing } = form.dataset;
    const places = [...form.querySelectorAll(".front-place")];
    const says = form.querySelector(".front-says");
    const field = (place, part) => place.querySelector(`[name$="-${part}"]`);
    const label = (place) => place.querySelector(".front-place__field--article label").textContent.replace(/:\s*$/, "");
    const story = (place) => {
      const select = field(place, "article");
      return field(place, "headline").value.trim() || (select.value && select.selectedOptions[0].textContent);
    };

    // -- what stands in the fields

    const put = (element, value) => {
      element.value = value;
      if (element.tagName === "SELECT" && element.selectedIndex < 0) element.selectedIndex = 0; // "wide" is the lead's
      element.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const exchangeNodes = (one, other, selector, into) => {
      const [mine, theirs] = [one, other].map((place) => place.querySelector(selector));
      if (mine) into(other).prepend(mine);
      if (theirs) into(one).prepend(theirs);
    };
    const exchange = (one, other) => {
      for (const part of PARTS) {
        const [mine, theirs] = [field(one, part), field(other, part)];
        const kept = mine.value;
        put(mine, theirs.value);
        put(theirs, kept);
      }
      exchangeNodes(one, other, ".front-place__state", (place) => place);
      for (const name of ["article", "layout", "until", "headline", "crop"]) {
        const at = `.front-place__field--${name}`;
        exchangeNodes(one, other, `${at} .errorlist`, (place) => place.querySelector(at));
      }
    };
    const tell = (sentence, place) => {
      says.textContent = sentence.replace("{story}", story(place) || nothing).replace("{place}", label(place));
    };
    /* As many steps of Up or Down as there are between: what stands there moves by one. */
    const moveTo = (from, to) => {
      const step = Math.sign(to - from);
      for (let at = from; at !== to; at += step) exchange(places[at], places[at + step]);
      if (step) tell(moved, places[to]);
    };

    // -- by keys, and by the buttons

    const handles = places.map((place) => {
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "front-place__handle";
      handle.setAttribute("aria-label", move.replace("{place}", label(place)));
      handle.setAttribute("aria-describedby", "front-how");
      place.prepend(handle);
      return handle;
    });
    form.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      const at = handles.indexOf(event.target);
      if (at >= 0 && event.key in KEYS) {
        event.preventDefault();
        const to = at + KEYS[event.key];
        if (!places[to]) return;
        moveTo(at, to);
        handles[to].focus();
      } else if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        const act = event.target.name === "find" ? "find" : "save";
        form.requestSubmit(form.querySelector(`button[name=act][value=${act}]:not([hidden])`));
      }
    });
    form.addEventListener("click", (event) => {
      const [act, number] = (event.target.closest("button[name=act]")?.value ?? "").split(":");
      if (!["up", "down", "empty"].includes(act)) return;
      event.preventDefault();
      const at = places.findIndex((place) => field(place, "article").name === `place-${number}-article`);
      if (act === "empty") {
        for (const part of PARTS) put(field(places[at], part), part === "layout" ? "beside" : "");
        places[at].querySelectorAll(".front-place__state, .errorlist").forEach((each) => each.remove());
        tell(cleared, places[at]);
        return;
      }
      const to = at + (act === "up" ? -1 : 1);
      moveTo(at, to);
      const same = places[to].querySelector(`button[value^=${act}]`) ?? handles[to]; // the first has no Up
      same.focus();
    });

    // -- by drag, with any pointer

    let held = null; // {at, to, y}
    const mark = () =>
      places.forEach((place, number) => {
        place.classList.toggle("front-place--held", number === held?.at);
        place.classList.toggle("front-place--above", held?.to === number && number < held.at);
        place.classList.toggle("front-place--below", held?.to === number && number > held.at);
      });
    const look = () => {
      if (!held) return;
      const until = held.y < EDGE ? -STEP : held.y > innerHeight - EDGE ? STEP : 0;
      if (until) scrollBy(0, until);
      const ends = places.map((place) => place.getBoundingClientRect().bottom);
      const to = ends.findIndex((end) => held.y < end);
      held.to = to < 0 ? places.length - 1 : to;
      mark();
      requestAnimationFrame(look);
    };
    const letGo = (isDone) => {
      const { at, to } = held;
      held = null;
      mark();
      if (isDone && at !== to) {
        moveTo(at, to);
        handles[to].focus();
      }
    };
    handles.forEach((handle, at) => {
      handle.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        handle.setPointerCapture(event.pointerId);
        held = { at, to: at, y: event.clientY };
        look();
      });
      handle.addEventListener("pointermove", (event) => {
        if (held) held.y = event.clientY;
      });
      handle.addEventListener("pointerup", (event) => {
        if (!held) return;
        held.y = event.clientY;
        held.to = places.findIndex((place) => held.y < place.getBoundingClientRect().bottom);
        if (held.to < 0) held.to = places.length - 1;
        letGo(true);
      });
      handle.addEventListener("pointercancel", () => held && letGo(false));
      handle.addEventListener("keydown", (event) => event.key === "Escape" && held && letGo(false));
    });
    document.getElementById("front-how").hidden = false;
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll(".front-form").forEach(dress));
})();
