/* The page of publishing: a button says the moment that is typed, and is deaf to a second click. */
(() => {
  "use strict";

  const DEAF = 500; // milliseconds: who clicks twice on the page before does nothing here
  let begun = performance.now();
  const language = document.documentElement.lang || undefined;

  addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll(".step")) {
      const name = (says, day, clock) => {
        const moment = new Date(`${day}T${clock}`);
        if (Number.isNaN(moment.getTime())) return;
        const words = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(moment);
        says.textContent = says.dataset.words.replace("{moment}", words);
      };
      const say = () => {
        for (const says of form.querySelectorAll(".says[data-words]")) {
          const field = says.classList.contains("says--until") ? "until" : "at";
          name(says, form.elements[`${field}_0`]?.value, form.elements[`${field}_1`]?.value);
        }
      };
      const button = form.querySelector(".step__button");
      const needed = form.querySelectorAll("[type=radio][required]");
      const tell = () => {
        const isOpen = needed.length && ![...needed].some((each) => each.checked);
        if (isOpen) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      };
      for (const event of ["input", "change", "click"]) {
        form.addEventListener(event, say);
        form.addEventListener(event, tell);
      }
      say();
      tell();
      form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("[type=radio], [type=checkbox]")) event.preventDefault();
      });
      form.addEventListener("submit", (event) => {
        if (performance.now() - begun < DEAF || form.dataset.sent) event.preventDefault();
        else form.dataset.sent = "yes";
      });
    }
  });
  addEventListener("pageshow", () => {
    begun = performance.now();
    for (const form of document.querySelectorAll(".step")) delete form.dataset.sent;
  });
})();
