"""The library of pictures for the editor's dialog (static/desk/library.js): find, upload, describe.

Each answers with JSON: pictures, or sentences about what is wrong.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.admin.thumbnails import SMALL, address
from articles.models import Picture
from newsroom.numbers import row_number

PAGE = 24  # pictures
WORDS = ["alt", "credit", "licence", "caption"]


class Library:
    """For the ModelAdmin of pictures: the addresses that the dialog asks."""

    # Of class PictureForm, with the fields of one step only.
    upload_fields = ["file", *WORDS]
    describe_fields = ["focal_x", "focal_y", *WORDS]

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_picture"
        return [
            path("library/", view(self.library), name=f"{name}_library"),
            path("upload/", view(self.upload), name=f"{name}_upload"),
            path("<row:pk>/describe/", view(self.describe), name=f"{name}_describe"),
            *super().get_urls(),
        ]

    @method_decorator(require_GET)
    def library(self, request):
        """Return a page of the library, the newest first, from before a picture on."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Picture.objects.in_library().matching(request.GET.get("q", "")[:200])
        if number := row_number(request.GET.get("number", "")):
            found = found.filter(pk=number)
        if before := row_number(request.GET.get("before", "")):
            found = found.filter(pk__lt=before)
        page = list(found.with_uses().order_by("-pk")[: PAGE + 1])
        return JsonResponse(
            {
                "pictures": [self.as_json(picture) for picture in page[:PAGE]],
                "before": page[PAGE - 1].pk if len(page) > PAGE else None,
            }
        )

    @method_decorator(require_POST)
    def upload(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.form_with(self.upload_fields)(request.POST, request.FILES)
        if not form.is_valid():
            return refusal(form)
        picture = form.save()
        self.log_addition(request, picture, [{"added": {}}])
        return JsonResponse(self.as_json(self.get_queryset(request).get(pk=picture.pk)), status=201)

    @method_decorator(require_POST)
    def describe(self, request, pk):
        picture = get_object_or_404(Picture.objects.in_library(), pk=pk)
        if not self.has_change_permission(request, picture):
            raise PermissionDenied
        form = self.form_with(self.describe_fields)(request.POST, instance=picture)
        if not form.is_valid():
            return refusal(form)
        if form.changed_data:
            picture.save(update_fields=form.changed_data)
            self.log_change(request, picture, [{"changed": {"fields": form.changed_data}}])
        return JsonResponse(self.as_json(self.get_queryset(request).get(pk=pk)))

    def form_with(self, fields):
        return forms.modelform_factory(Picture, form=self.form, fields=fields)

    def as_json(self, picture) -> dict:
        used = ngettext("%(number)s article", "%(number)s articles", picture.uses)
        return {
            "id": picture.pk,
            "name": str(picture),
            "src": picture.file.url,
            "thumbnail": address(picture, 2 * SMALL),
            "width": picture.width,
            "height": picture.height,
            "focus": picture.focus,
            "credit_line": picture.credit_line,
            "used": used % {"number": picture.uses},
            **{name: getattr(picture, name) for name in WORDS},
        }


def refusal(form) -> JsonResponse:
    """Return what is wrong, as sentences; those about the file name no field."""
    told = []
    for name, errors in form.errors.items():
        label = "" if name in ("__all__", "file") else f"{form.fields[name].label}: "
        told += [f"{label}{error}" for error in errors]
    return JsonResponse({"errors": told}, status=422)
