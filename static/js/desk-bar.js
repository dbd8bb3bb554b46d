/* A bar with links to the desk, for the newsroom only: see comments/views/links_to_desk.py. */
export const show = ({ title, links, style }) => {
  const bar = document.createElement("nav");
  bar.className = "desk-bar";
  bar.setAttribute("aria-label", title);
  for (const { label, address } of links) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = label;
    bar.append(link);
  }
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  sheet.onload = () => document.body.append(bar); // not before: it would push the page
  document.head.append(sheet);
};
