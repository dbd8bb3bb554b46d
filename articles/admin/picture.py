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
from articles.models import Article, Picture
from articles.pictures import renditions
from newsroom.admin_site import OnlyListedLookups

# Widths in the admin, in pixels (static/desk/pictures.css).
SMALL, LARGE = 128, 512


class Upload(forms.FileField):
    """A form field for a picture. Raise ValidationError with the reason if it is unusable."""

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
    """Return the address of the smallest file at least `width` pixels wide."""
    for ready in picture.ready_widths:
        if ready >= width:
            return picture.file.storage.url(renditions.name(picture.file.name, ready, "jpg"))
    return picture.file.url


def thumbnail(picture):
    """Return the picture as an `<img>`, which is a link in lists and needs words as one."""
    return format_html(
        '<img class="desk-thumbnail desk-thumbnail--small" src="{}" alt="{}" loading="lazy">',
        address(picture, SMALL),
        picture.alt,
    )


@admin.register(Picture)
class PictureAdmin(OnlyListedLookups, admin.ModelAdmin):
    form = PictureForm
    list_display = ["shown", "alt", "credit", "size"]
    list_display_links = ["shown", "alt"]
    search_fields = ["alt", "credit", "caption"]
    readonly_fields = ["focus_chooser"]
    fields = ["file", "focus_chooser", ("focal_x", "focal_y"), "alt", "credit", "caption"]

    deletion_note = _("What showed it is then shown without a picture.")

    class Media:
        js = ["desk/focus.js"]

    def in_the_way(self, pictures):
        return Article.objects.with_pictures_in_text(pictures)

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return thumbnail(picture)

    @admin.display(description=_("picture"))
    def focus_chooser(self, picture):
        """Render the picture to click the focus on; the browser shows a new upload itself."""
        shown = address(picture, LARGE) if picture.pk else ""
        return render_to_string("admin/articles/picture/_focus.html", {"address": shown})

    @admin.display(description=_("pixels"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}"

    # -- for the form of an article, which has only the primary key of the chosen picture

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
