"""Somebody's own autosaves: what differs from what is stored, to take up or to leave."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.admin.being_edited import clock
from articles.admin.writing import words_of
from articles.models import Autosave
from newsroom import html
from newsroom.choosing import ChosenRows
from newsroom.html.pieces import blocks
from newsroom.text.differences import Piece, by_paragraphs

TAKEN = "autosave"  # in the address of a form that is filled with one


class AutosavePages:
    """For the ModelAdmin of articles: they work without script, and the form shows the second."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_article_autosave"
        return [
            path("autosaves/", view(self.autosaves), name=f"{name}s"),
            path("autosaves/<str:draft>/", view(self.compare_autosave), name=f"{name}_page"),
            *super().get_urls(),
        ]

    def autosaves(self, request):
        self.check_writes(request)
        rows = Autosave.objects.filter(person=request.user, ended_at=None).newest_first()
        rows = [row for row in rows.select_related("article") if row.fields]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Your autosaves"),
            "opts": self.opts,
            "rows": rows,
        }
        return render(request, "admin/articles/article/autosaves.html", context)

    def compare_autosave(self, request, draft):
        self.check_writes(request)
        own = Autosave.objects.filter(person=request.user, ended_at=None)
        row = get_object_or_404(own.select_related("article"), draft=draft)
        if request.method == "POST":
            row.leave()
            return HttpResponseRedirect(reverse("admin:articles_article_autosaves"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("You have changes from %(time)s that are not in this version")
            % {"time": clock(row.saved_at)},
            "opts": self.opts,
            "row": row,
            "take": f"{form_address(row.article)}?{TAKEN}={row.draft}",
            "differences": list(self.differences(request, row)),
        }
        return render(request, "admin/articles/article/autosave.html", context)

    def differences(self, request, row):
        """Yield the label of each field that differs, and its pieces by paragraphs."""
        form_class = self.get_form(request, row.article, change=bool(row.article))
        stored = form_class(instance=row.article)
        values, strays = typed_into(stored, row.fields)
        typed = form_class(instance=row.article, initial=values)
        for name in values:
            pieces = by_paragraphs(paragraphs_of(stored[name]), paragraphs_of(typed[name]))
            if pieces:
                yield stored.fields[name].label, pieces
        for name, value in strays.items():
            yield name, [[Piece("new", str(value))]]

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        if draft := request.GET.get(TAKEN, "") if request.method == "GET" else "":
            rows = Autosave.objects.of(request.user, context.get("original"))
            for row in rows.filter(draft=draft):
                take_up(row, response.context_data)
        return response


def take_up(row, context):
    """Fill the form of a page that is not rendered yet; it begins with the version of `row`."""
    form = context["adminform"].form
    form.initial |= typed_into(form, row.fields)[0]
    form._bound_fields_cache.clear()
    context["taken"] = row.draft
    if row.version:
        context["version"], context["base"] = row.version, row.base


def typed_into(form, fields) -> tuple[dict, dict]:
    """Return the values that the fields of `form` have with `fields` typed in, and what is left.

    `fields` has values by the names of controls: of one field there may be several.
    """
    values, left = {}, dict(fields)
    for name, field in form.fields.items():
        own = {key: left.pop(key) for key in fields if key == name or key.startswith(f"{name}_")}
        if own:
            data = MultiValueDict(_as_shown(form, name))
            for key, value in own.items():
                data.setlist(key, _sent(field.widget, key == name, value))
            values[name] = field.widget.value_from_datadict(data, {}, name)
    return values, left


def _as_shown(form, name) -> dict:
    field = form.fields[name]
    if not isinstance(field.widget, ChosenRows):
        return {}
    rows = field.prepare_value(form.get_initial_for_field(field, name)) or []
    return {f"{name}_{number}": [str(row)] for number, row in enumerate(rows)}


def _sent(widget, is_whole, value) -> list[str]:
    """Return what a browser sends for a value that static/desk/unsaved.js has read."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, str):
        return [value]
    inner = getattr(widget, "widget", widget)
    if is_whole and getattr(inner, "allow_multiple_selected", False):
        return value
    return value[:1]  # and its label


def paragraphs_of(bound) -> list[str]:
    if bound.name == "body":
        return [html.plain(block) for block in blocks(html.article(str(bound.value() or "")))]
    return list(filter(None, [words_of(bound)]))


def form_address(article) -> str:
    if article:
        return reverse("admin:articles_article_change", args=[article.pk])
    return reverse("admin:articles_article_add")
