"""The places of a merge that an editor writes anew, and what is wrong with them."""

from typing import NamedTuple

from django import forms
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _

from articles.merging import BY_HAND, CHOICES, LINES, Conflict
from newsroom import html


class Decision(NamedTuple):
    """The choice that was sent for a conflict, the text beside it, and a sentence if they clash."""

    conflict: Conflict
    choice: str
    typed: str
    error: str

    @property
    def is_edited(self) -> bool:
        return self.typed != normalize_newlines(self.conflict.to_edit).strip()

    @property
    def text(self) -> str:
        """Return the text that was edited by hand, as a version holds it."""
        if self.conflict.name != "body":
            return self.typed
        return html.collapsed(html.article(html.with_completed_links(self.typed))) + ""

    def field(self, editor: forms.Widget) -> str:
        """Return the field in which it is edited: of the body `editor`, that of the form."""
        name = f"{self.conflict.key}-text"
        attrs = {"id": name, "aria-label": _("Edit by hand"), "dir": "auto"}
        widget = editor if self.conflict.name == "body" else widget_of(self.conflict)
        return widget.render(name, self.typed, attrs)


def decision(data, conflict) -> Decision:
    typed = data.get(f"{conflict.key}-text")
    typed = normalize_newlines(conflict.to_edit if typed is None else typed).strip()
    choice = data.get(conflict.key, "")
    made = Decision(conflict, choice if choice in CHOICES else "", typed, "")
    if not conflict.may_be_typed:
        return made
    if made.is_edited and not choice:
        made = made._replace(choice=BY_HAND)
    return made._replace(error=clash(made))


def clash(made: Decision) -> str:
    longest = LINES.get(made.conflict.name)
    if made.is_edited and made.choice != BY_HAND:
        return _("You edited this by hand, and chose another text. Please choose one of them.")
    if made.choice != BY_HAND:
        return ""
    if made.conflict.name == "headline" and not made.typed:
        return _("Please write a headline.")
    if longest and len(made.typed) > longest:
        return _("This is too long: %(number)d characters fit in.") % {"number": longest}
    return ""


def widget_of(conflict) -> forms.Widget:
    if conflict.name == "lead":
        return forms.Textarea({"rows": 5})
    return forms.TextInput({"maxlength": LINES[conflict.name]})
