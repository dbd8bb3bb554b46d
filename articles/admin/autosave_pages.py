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
from newsroom.choosing import TYPED, ChosenRows
from newsroom.html.pieces import blocks
from newsroom.saving import DRAFT
from newsroom.text.differences import Piece, by_paragraphs


class AutosavePages:
    """For the ModelAdmin of articles: they work without script, and the form shows the second.

    To take one is to save it as a version at once, as if it had been typed into the form: that
    refuses what it refuses otherwise, and writes over nothing newer.
    """

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
        if request.method == "POST" and request.POST.get("act") == "take":
            return self.take(request, row)
        if request.method == "POST":
            row.leave()
            return HttpResponseRedirect(reverse("admin:articles_article_autosaves"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("You have changes from %(time)s that are not in this version")
            % {"time": clock(row.saved_at)},
            "opts": self.opts,
            "row": row,
            "differences": list(self.differences(request, row)),
        }
        return render(request, "admin/articles/article/autosave.html", context)

    def take(self, request, row):
        form = self.get_form(request, row.article, change=bool(row.article))(instance=row.article)
        sent = as_sent(form, typed_into(form, row.fields)[0])
        opened = {"version": row.version, "base": row.base} if row.version else {}
        request.POST = request.POST.copy()
        for name, values in sent.items():
            request.POST.setlist(name, values)
        request.POST.update({**opened, "draft": row.draft, "taken": "1", "_save": "1"})
        request.path = form_address(row.article)
        return self.changeform_view(request, row.article and str(row.article.pk), request.path)

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
        """What is taken and cannot be saved as it is stays what it is in the form."""
        if "taken" in request.POST and DRAFT.fullmatch(request.POST.get("draft", "")):
            context["taken"] = request.POST["draft"]
        return super().render_change_form(request, context, *args, **kwargs)


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


def as_sent(form, values) -> dict[str, list[str]]:
    """Return what a browser sends of `form` with `values` in it, by the names of controls."""
    sent = {}
    for name, field in form.fields.items():
        value = values.get(name, form.get_initial_for_field(field, name))
        sent |= _controls(name, field.widget, field.prepare_value(value))
    return sent


def _controls(name, widget, value) -> dict[str, list[str]]:
    if not isinstance(value, list | tuple):
        return {} if value is None else {name: [str(value)]}
    keys = [str(each) for each in value if not str(each).startswith(TYPED)]
    typed = [each.removeprefix(TYPED) for each in map(str, value) if each.startswith(TYPED)]
    chosen = {name: keys}
    if isinstance(widget, ChosenRows):
        chosen = {f"{name}_{number}": [key] for number, key in enumerate(keys)}
    return {**chosen, f"{name}_new": ["\n".join(typed)]}


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
