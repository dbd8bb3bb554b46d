from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.models import Picture
from articles.pictures import renditions
from newsroom.admin_site import OnlyListedLookups

# How wide the desk shows them (static/desk/pictures.css), in pixels.
SMALL, LARGE = 128, 512


class Upload(forms.FileField):
    """A file that becomes a picture, or a sentence that says why it cannot."""

    widget = forms.ClearableFileInput

    def clean(self, data, initial=None):
        data = super().clean(data, initial)
        return pictures.normalise(data) if isinstance(data, UploadedFile) else data


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["file", "focal_x", "focal_y", "alt", "credit", "caption"]
        field_classes = {"file": Upload}
        widgets = {
            name: forms.NumberInput({"max": 100, "class": "desk-percent"})
            for name in ("focal_x", "focal_y")
        }


def address(picture, width):
    """Where the smallest file of the picture lies that is at least `width` pixels wide."""
    for ready in picture.ready_widths:
        if ready >= width:
            return picture.file.storage.url(renditions.name(picture.file.name, ready, "jpg"))
    return picture.file.url


def thumbnail(picture):
    """The picture as an `<img>` for the desk; its alternative text stands beside it."""
    return format_html(
        '<img class="desk-thumbnail desk-thumbnail--small" src="{}" alt="" loading="lazy">',
        address(picture, SMALL),
    )


@admin.register(Picture)
class PictureAdmin(OnlyListedLookups, admin.ModelAdmin):
    form = PictureForm
    list_display = ["shown", "alt", "credit", "size"]
    list_display_links = ["shown", "alt"]
    search_fields = ["alt", "credit", "caption"]
    readonly_fields = ["shown_large"]
    fields = ["file", "shown_large", ("focal_x", "focal_y"), "alt", "credit", "caption"]

    class Media:
        js = ["desk/focus.js"]

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return thumbnail(picture)

    @admin.display(description=_("picture"))
    def shown_large(self, picture):
        """Where one clicks to say what counts; of a new picture, the browser shows the file."""
        shown = address(picture, LARGE) if picture.pk else ""
        return render_to_string("admin/articles/picture/_focus.html", {"address": shown})

    @admin.display(description=_("pixels"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}"

    # -- for the form of an article, which knows only the number of what is chosen

    def get_urls(self):
        thumbnail = path(
            "<row:pk>/thumbnail/",
            self.admin_site.admin_view(self.thumbnail),
            name="articles_picture_thumbnail",
        )
        return [thumbnail, *super().get_urls()]

    def thumbnail(self, request, pk):
        picture = get_object_or_404(Picture, pk=pk)
        if not self.has_view_permission(request, picture):
            raise PermissionDenied
        return HttpResponseRedirect(address(picture, LARGE))
