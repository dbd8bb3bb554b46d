"""The desk's page "The paper": settings, people, and all lists without an entry on the rail."""

from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import rail

MENU = rail.Entry("menu", gettext_lazy("Menu"), "articles_menu", ("newsroom.change_masthead",))
PARTS = {
    gettext_lazy("Settings"): ("newsroom.Masthead",),
    gettext_lazy("People"): ("auth.User", "auth.Group", "comments.ModeratorScope"),
    gettext_lazy("Readers"): (
        *("comments.PersonalRule", "comments.SenderBlock", "comments.NetworkBlock"),
    ),
    gettext_lazy("Articles"): ("articles.Topic", "articles.Author", "articles.OldAddress"),
    gettext_lazy("E-mail and background work"): ("comments.Notification", "newsroom.Job"),
}
PAGES: dict = {gettext_lazy("Settings"): (MENU,)}


def lists(site, request) -> dict[str, dict]:
    """Return the lists that the user may see, by the label of their model."""
    on_rail = {entry.href for entry in rail.for_user(rail.ENTRIES, request.user)}
    return {
        model["model"]._meta.label: {"href": model["admin_url"], "label": capfirst(model["name"])}
        for app in site.get_app_list(request)
        for model in app["models"]
        if model["admin_url"] and model["admin_url"] not in on_rail
    }


def parts(site, request) -> list[dict]:
    left = lists(site, request)
    found: list[dict] = [
        {"label": label, "links": [left.pop(model) for model in models if model in left]}
        for label, models in PARTS.items()
    ]
    for part in found:
        pages = rail.for_user(PAGES.get(part["label"], ()), request.user)
        part["links"] += [{"href": page.href, "label": page.label} for page in pages]
    found.append({"label": _("More"), "links": list(left.values())})
    return [part for part in found if part["links"]]


def paper_page(request, site):
    context = {**site.each_context(request), "title": _("The paper"), "parts": parts(site, request)}
    return render(request, "admin/paper.html", context)
