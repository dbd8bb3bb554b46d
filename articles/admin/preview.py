"""Previews of an article: as stored, and as typed in the form.

Each width is a frame that holds the whole page in an attribute (srcdoc). So no address of the paper
may be framed, not even by itself, what is typed is stored nowhere, and no script is needed. The
frames run no scripts; links open beside the preview.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.saving import VERSION

WIDTHS = (390, 768, 1280)  # pixels: a phone, a tablet, a desk


class Preview:
    """For the ModelAdmin of articles: the two preview pages."""

    def preview(self, request, pk):
        if request.method == "POST":
            return self.preview_of_typed(request, pk)
        article = self.article_to_view(request, pk)
        if article.changes:
            return self._with_changes(request, article)
        return self.at_three_widths(request, article)

    def _with_changes(self, request, article):
        return _rolled_back(self._after_writing, request, article, article.changes.content)

    def _after_writing(self, request, article, content, **options):
        article.write(content)
        shown = self.get_queryset(request).get(pk=article.pk)
        return self.at_three_widths(request, shown, **options)

    def at_three_widths(self, request, article, unsaved=(), is_new=False):
        """Show the page of `article`; `unsaved` names the fields that are not saved yet."""
        page = render_to_string("articles/preview.html", {"article": article}, request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.opts,
            "article": article,
            "is_new": is_new,
            **self.state_of(article),
            "unsaved": unsaved,
            "page": page,
            "widths": WIDTHS,
        }
        response = render(request, "admin/articles/article/preview.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    @method_decorator(require_POST)
    def preview_of_typed(self, request, pk=None):
        """Show the page as it would be after saving, without saving it.

        It is saved in a transaction that is rolled back, so that everything derived on save (marks,
        links, topics, related) is shown.
        """
        request.POST = request.POST.copy()
        request.POST.pop(VERSION, None)  # nothing is written over anything
        return _rolled_back(self._after_saving, request, pk)

    def _after_saving(self, request, pk):
        article = self.get_object(request, str(pk)) if pk else None
        allowed = self.has_change_permission if pk else self.has_add_permission
        if (pk and not article) or not allowed(*([request, article] if pk else [request])):
            raise PermissionDenied
        form = self.get_form(request, article, change=bool(pk))(request.POST, instance=article)
        if not form.is_valid():
            template = "admin/articles/article/no_preview.html"
            return render(request, template, {"form": form}, status=422)
        article = form.save(commit=False)
        if not pk:
            article.save()
        return self._after_writing(
            request, article, form.content(), unsaved=not_saved(form), is_new=not pk
        )


def _rolled_back(view, *args):
    with transaction.atomic():
        response = view(*args)
        transaction.set_rollback(True)
    return response


def not_saved(form) -> list[str]:
    return [capfirst(str(form.fields[name].label)) for name in form.changed_data]
