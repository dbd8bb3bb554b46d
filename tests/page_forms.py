"""The forms of a page, as a browser without a script would send them."""

from dataclasses import dataclass, field

import html5lib


@dataclass
class PageForm:
    """`fields` are what is sent if nobody changes anything, but for the buttons.

    `buttons` are what each adds, by what it says; Enter in a field presses the first, and nothing
    where that one is disabled (HTML, 4.10.21.2).
    """

    action: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)
    is_deaf_to_enter: bool = False

    def pressed(self, label: str) -> dict:
        return self.fields | self.buttons[label]

    def enter(self) -> dict | None:
        if self.is_deaf_to_enter:
            return None
        return self.pressed(next(iter(self.buttons)))


def forms_in(html: str) -> list[PageForm]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [_read(form) for form in tree.iter("form") if form.get("method") == "post"]


def form_in(html: str) -> PageForm:
    """The one form of a page that is sent by POST."""
    [form] = forms_in(html)
    return form


def _read(form):
    found = PageForm(form.get("action", ""))
    for element in form.iter():
        name, kind = element.get("name"), element.get("type", "text")
        if (element.tag, kind) == ("input", "submit") or (
            element.tag == "button" and element.get("type", "submit") == "submit"
        ):
            if element.get("disabled") is not None:
                found.is_deaf_to_enter |= not found.buttons
                continue
            label = "".join(element.itertext()).strip() or element.get("value", "")
            found.buttons[label] = {name: element.get("value", "")} if name else {}
            continue
        if not name or (kind in ("radio", "checkbox") and element.get("checked") is None):
            continue
        if element.tag == "textarea":
            found.fields[name] = element.text or ""
        elif element.tag == "select":
            options = [one for one in element.iter("option") if one.get("selected") is not None]
            found.fields[name] = [one.get("value", "") for one in options]
        elif element.tag == "input" and kind not in ("submit", "file"):
            found.fields[name] = element.get("value", "on" if kind == "checkbox" else "")
    return found
