from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Picture
from articles.pictures import uploads


class Upload(forms.FileField):
    """A file that becomes a picture, or a sentence that says why it cannot."""

    widget = forms.ClearableFileInput

    def clean(self, data, initial=None):
        data = super().clean(data, initial)
        return uploads.develop(data) if isinstance(data, UploadedFile) else data


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["file", "alt", "credit", "caption", "focus_x", "focus_y"]
        field_classes = {"file": Upload}


def thumbnail(picture, size="small"):
    """The picture as an `<img>` for the desk; its alternative text stands beside it."""
    return format_html(
        '<img class="desk-thumbnail desk-thumbnail--{}" src="{}" alt="" loading="lazy">',
        size,
        picture.plain_url,
    )


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["shown", "alt", "credit", "size"]
    list_display_links = ["shown", "alt"]
    search_fields = ["alt", "credit", "caption"]
    readonly_fields = ["shown_large"]
    fields = ["shown_large", "file", "alt", "credit", "caption", ("focus_x", "focus_y")]

    class Media:
        js = ["desk/focus.js"]

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return thumbnail(picture)

    @admin.display(description=_("picture"))
    def shown_large(self, picture):
        return thumbnail(picture, "large") if picture.pk else "–"

    @admin.display(description=_("pixels"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}"
