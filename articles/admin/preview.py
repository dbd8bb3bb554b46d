"""Previews of an article: as stored, and as typed in the form."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from newsroom.saving import VERSION


class Preview:
    """For the ModelAdmin of articles: the two preview pages."""

    def preview(self, request, pk):
        if request.method == "POST":
            return self.preview_of_typed(request, pk)
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if article.changes:
            return self._with_changes(request, article)
        return _page(request, article)

    def _with_changes(self, request, article):
        return _rolled_back(self._after_writing, request, article, article.changes.content)

    def _after_writing(self, request, article, content):
        article.write(content)
        return _page(request, self.get_queryset(request).get(pk=article.pk))

    @method_decorator(require_POST)
    def preview_of_typed(self, request, pk=None):
        """Show the page as it would be after saving, without saving it.

        It is saved in a transaction that is rolled back, so that everything derived on save (marks,
        links, topics, neighbours) is shown.
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
        return self._after_writing(request, article, form.content())


def _rolled_back(view, *args):
    with transaction.atomic():
        response = view(*args)
        transaction.set_rollback(True)
    return response


def _page(request, article):
    response = render(request, "articles/article.html", {"article": article})
    response["X-Robots-Tag"] = "noindex"
    return response
