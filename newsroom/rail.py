"""The desk's rail: its entries, for whom each is, and which pages belong to it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Entry(NamedTuple):
    name: str
    label: str | Promise
    address: str  # its name, within the admin
    rights: tuple[str, ...] = ()  # one of them is needed; none: for everybody

    def is_for(self, user) -> bool:
        return not self.rights or any(user.has_perm(right) for right in self.rights)

    @property
    def href(self) -> str:
        return reverse(f"admin:{self.address}")


def list_of(name: str, label, model: str) -> Entry:
    app, kind = model.split(".")
    rights = (f"{app}.view_{kind}", f"{app}.change_{kind}")
    return Entry(name, label, f"{app}_{kind}_changelist", rights)


MODERATES = ("comments.moderate_comment",)
ENTRIES = (
    Entry("today", _("Today"), "index"),
    list_of("articles", _("Articles"), "articles.article"),
    Entry("front", _("Front"), "articles_front", ("articles.change_frontplace",)),
    list_of("pictures", _("Pictures"), "articles.picture"),
    list_of("comments", _("Comments"), "comments.comment"),
    Entry("statistics", _("Statistics"), "comments_comment_figures", MODERATES),
    Entry("paper", _("The paper"), "paper"),
)

# Below an entry, while its pages are shown.
PARTS = {
    "articles": (
        list_of("topics", _("Topics"), "articles.topic"),
        list_of("authors", _("Authors"), "articles.author"),
    ),
    "comments": (
        Entry("decisions", _("Decisions"), "comments_comment_decisions", MODERATES),
        Entry("mine", _("Notifications"), "comments_notification_mine", MODERATES),
    ),
}

# Names of addresses begin like this; the first that fits decides. What fits none is the paper's.
PAGES = (
    ("index", "today"),
    ("articles_front", "front"),
    ("articles_picture", "pictures"),
    ("articles_oldaddress", "paper"),
    ("articles_menu", "paper"),
    ("articles_", "articles"),
    ("comments_comment_figures", "statistics"),
    ("comments_notification_mine", "comments"),
    ("comments_comment", "comments"),
)


def for_user(entries, user) -> list[Entry]:
    return [entry for entry in entries if entry.is_for(user)]


def entry_of(address: str) -> str:
    return next((name for start, name in PAGES if address.startswith(start)), "paper")
