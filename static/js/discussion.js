/* Put the comment form into the page, where it was asked for, instead of going to its own page.
 *
 * The form is not in the page because the page is the same for everybody and stored; the form has a
 * key of its own. Without this script the links simply lead to the form's address.
 */
(() => {
  "use strict";

  const fetchDocument = (address) =>
    new Promise((resolve, reject) => {
      // A request for a document, not for text: nothing has to turn a string into HTML here.
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.timeout = 15000;
      request.onload = () => (request.status === 200 ? resolve(request.response) : reject());
      request.onerror = request.ontimeout = reject;
      request.send();
    });

  const open = async (link) => {
    link.setAttribute("aria-busy", "true");
    const page = await fetchDocument(link.href);
    link.removeAttribute("aria-busy");
    const answer = document.importNode(page.getElementById("answer"), true);
    document.getElementById("answer")?.remove();
    demote(answer);
    const comment = link.closest(".comment");
    (comment ?? link.closest(".discussion__post")).after(answer);
    answer.querySelector("input:not([type=hidden])").focus();
  };

  /* Its title was the first heading of a page; here it stands below the discussion's. */
  const demote = (answer) => {
    const title = answer.querySelector("h1");
    const lower = document.createElement("h3");
    lower.id = title.id;
    lower.className = title.className;
    lower.append(...title.childNodes);
    title.replaceWith(lower);
    answer.querySelector(".answer__parent")?.remove();
  };

  /* A comment that stands on another page, or is folded: its own address knows where it is. */
  const find = () => {
    const number = /^#c(\d+)$/.exec(location.hash)?.[1];
    if (!number) return;
    const place = document.getElementById(`c${number}`);
    const discussion = document.getElementById("comments");
    if (!place) location.replace(`${discussion.dataset.comments}${number}/`);
    else for (let up = place; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    place?.scrollIntoView();
  };

  addEventListener("hashchange", find);
  find();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-comment-form]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
})();
