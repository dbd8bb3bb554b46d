"""A small paper, and every address of it that leads somewhere."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver, get_resolver, resolve

from comments import email_confirmation, personal_data
from comments.models import FollowRequest, Notice, Notification, Status
from comments.notifications import unsubscribe
from comments.tokens import action_links, receipts
from tests import cast
from tests.desk import matrix
from tests.desk.matrix.sending import sent
from tests.desk.matrix.world import World
from tests.newsroom.hostile_requests.asking import Sent
from tests.page_forms import forms_in

PART = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")
OF_EACH_MODEL = ("ModelAdmin.changelist_view", "ModelAdmin.change_view")
# What a person fills in where the page has nothing.
FILLED_IN = {
    "name": "Ravi", "text": "I walked past.", "words": "It is my own street.", "kind": "illegal",
    "email": "ravi@example.org", "rhythm": "daily", "reason": "illegal", "keep": "on",
}  # fmt: skip


class Paper(World):
    """The world of the desk's table, and the private pages of readers."""

    def __init__(self):
        super().__init__()
        article = self.comments["hers"].article
        shown, refused = (self._sent(article, state) for state in ("approved", "rejected"))
        asked = cast.a_comment(article, Status.PENDING, email="ilse@example.org")
        notification = Notification.objects.create(
            comment=asked, to=asked.email, key="2", kind="confirm"
        )
        FollowRequest.submit("ilse@example.org", article, "daily")
        self.filled_in = FILLED_IN | {"comment": str(asked.pk)}
        year, month, slug = article.address
        self.parts = {
            "year": year, "month": month, "slug": slug, "number": shown.pk, "form": "json",
            "section": "articles", "name": "harbour", "path": "x.jpg", "act": "reject",
        }  # fmt: skip
        self.topic, self.author = article.topics.get().slug, article.authors.get().slug
        by_mail = action_links.address(self.comments["hers"], "reject", self.people["mo"])
        Notice(
            comment=shown, kind="other", words="Why?", form_key="n", receipt=receipts.hashed("n")
        ).submit()
        self.tokens = {
            "receipt": receipts.token(shown.form_key),
            "appeal": receipts.token(refused.form_key),
            "my-data": personal_data.token(self.ravi),
            "report": "n",
            "confirm": email_confirmation.token(notification),
            "moderate": by_mail.strip("/").rpartition("/")[2],
            "unsubscribe": unsubscribe.address(self.ravi).strip("/").rpartition("/")[2],
        }

    def _sent(self, article, state):
        nonce = state * 4
        opened_by = receipts.hashed(receipts.token(nonce))
        what = {"form_key": nonce, "receipt": opened_by, "commenter": self.ravi}
        return cast.a_comment(article, state, by=self.people["mo"], **what)

    def session(self, role) -> str:
        return f"; {settings.SESSION_COOKIE_NAME}={self.sessions[role]}"

    def public(self) -> Iterator[tuple[str, dict]]:
        """Every public address with its parts in braces, and what leads somewhere for each."""
        for route in routes():
            names = route.strip("/").split("/")
            token = self.tokens.get("appeal" if names[-1] == "appeal" else names[0], "")
            slug = {"topics": self.topic, "authors": self.author}.get(names[0], self.parts["slug"])
            yield route, self.parts | {"token": token, "slug": slug}
        yield "/receipt/{token}/", self.parts | {"token": self.tokens["appeal"]}

    def forms_of(self, page: str, address: str) -> Iterator[Sent]:
        """What each button of a page sends, with all fields filled in."""
        for form in forms_in(page):
            for button in form.buttons.values():
                missing = {
                    name: one
                    for name, one in self.filled_in.items()
                    if f'name="{name}"' in page and not form.fields.get(name)
                }
                yield Sent(form.action or address, {**form.fields, **missing, **button})

    def desk(self, all_of_them=False) -> Iterator[Sent]:
        """The addresses of the desk by GET; without `all_of_them` each shape once.

        Lists and forms are of each model their own; history, deleting and the like are Django's.
        """
        shapes = set()
        for address in dict.fromkeys(line.address for line in matrix.lines()):
            here = address.format(**self.numbers)
            found = resolve(here.partition("?")[0])
            name = getattr(found.func, "__qualname__", "")
            is_djangos = name.startswith(("ModelAdmin.", "View.")) and name not in OF_EACH_MODEL
            own = name if is_djangos else found.route
            if all_of_them or own not in shapes:
                shapes.add(own)
                yield Sent(here)

    def presses(self) -> Iterator[Sent]:
        """What the table of the desk sends by POST, but for whole forms and what only deletes."""
        for line in matrix.lines():
            here = line.address.format(**self.numbers)
            if line.sends.startswith(("do:approve", "do:again", "do:lift", "press", "about:hers")):
                yield Sent(here, sent(line, here, self))
        letter = {"address": "ilse@example.org"}
        for button in ({"export": "1"}, {"erase": "1", "sure": "on"}):
            yield Sent("/admin/comments/notification/personal-data/", letter | button)


def routes(resolver=None, before="") -> Iterator[str]:
    """Every public address, with the names of its parts in braces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if here.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        else:
            yield "/" + re.sub(
                r"[\^$\\]", "", PART.sub(lambda part: f"{{{part[1] or part[2]}}}", here)
            )


def filters_of(address: str) -> set[str]:
    """What the filters of a list of the desk read of its address."""
    for model, desk in admin.site._registry.items():
        if address == f"/admin/{model._meta.app_label}/{model._meta.model_name}/":
            return {name for one in desk.list_filter for name in _names(one)}
    return set()


def _names(one):
    if name := getattr(one, "parameter_name", None):
        return [name]
    field = one if isinstance(one, str) else one[0]
    return [f"{field}__{end}" for end in ("exact", "id__exact", "isnull", "gte")]
