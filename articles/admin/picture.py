from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Value
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import pictures
from articles.admin.library import Library
from articles.admin.thumbnails import LARGE, WIDE, address, thumbnail
from articles.admin.trash_admin import HasTrashAdmin
from articles.admin.writing import CHANGED
from articles.models import Article, Autosave, Picture
from newsroom.admin_site import OnlyListedLookups
from newsroom.deleting import EXAMPLES, Counted


class Upload(forms.FileField):
    """A form field for a picture. Raise ValidationError with the reason if it is unusable."""

    widget = forms.ClearableFileInput

    def clean(self, data, initial=None):
        data = super().clean(data, initial)
        return pictures.normalise(data) if isinstance(data, UploadedFile) else data


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["file", "focal_x", "focal_y", "alt", "credit", "licence", "caption"]
        field_classes = {"file": Upload}
        widgets = {
            name: forms.NumberInput({"max": 100, "class": "desk-percent"})
            for name in ("focal_x", "focal_y")
        }


def in_changes(pictures) -> Counted | None:
    """Return the articles whose changes not public show one of `pictures`."""
    showing = [
        article
        for picture in pictures
        for article in Article.objects.with_changes_that_show(Value(picture.pk))
    ]
    pages = {
        each.pk: (str(each), reverse("admin:articles_article_change", args=[each.pk]))
        for each in showing
    }
    named = [*pages.values()][:EXAMPLES]
    return Counted(str(CHANGED), len(pages), named) if pages else None


def in_autosaves(pictures) -> Counted | None:
    """Return how many texts that somebody is writing show one of `pictures`, without a name."""
    number = len({row.pk for picture in pictures for row in Autosave.objects.showing(picture)})
    label = str(_("Texts that are not saved yet"))
    return Counted(label, number, []) if number else None


class TrashFilter(admin.SimpleListFilter):
    title = _("trash")
    parameter_name = "trash"

    def lookups(self, request, model_admin):
        return [("yes", _("In the trash"))]

    def choices(self, changelist):
        library, trash = super().choices(changelist)
        return [library | {"display": _("In the library")}, trash]

    def queryset(self, request, pictures):
        return pictures.in_trash() if self.value() == "yes" else pictures.in_library()


@admin.register(Picture)
class PictureAdmin(HasTrashAdmin, Library, OnlyListedLookups, admin.ModelAdmin):
    form = PictureForm
    list_display = ["shown", "alt", "credit_line", "size", "used_in", "line_for_texts"]
    list_display_links = ["shown", "alt"]
    list_filter = [TrashFilter]
    search_fields = ["alt", "credit", "licence", "caption"]
    readonly_fields = ["focus_chooser", "used_in", "line_for_texts", "in_trash"]
    fields = [
        "in_trash",
        "file",
        "focus_chooser",
        ("focal_x", "focal_y"),
        "alt",
        ("credit", "licence"),
        "caption",
        "used_in",
        "line_for_texts",
    ]
    actions = ["untrash_selected"]

    trash_filter = (TrashFilter.parameter_name, "yes")
    deletion_note = _(
        "It goes to the trash and can be restored for 30 days. Until then the pages that show it "
        "stay as they are; then it is taken out of them, and deleted with its files."
    )
    purge_note = _(
        "What is already in the trash is taken out of all pages now and deleted permanently."
    )

    class Media:
        js = ["desk/focus.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_uses()

    def get_fields(self, request, picture=None):
        fields = super().get_fields(request, picture)
        if picture and picture.trashed_at:
            return fields
        hidden = {"in_trash"} if picture else {"in_trash", "used_in", "line_for_texts"}
        return [name for name in fields if name not in hidden]

    # -- the trash

    def get_deleted_objects(self, objs, request):
        told, *others = super().get_deleted_objects(objs, request)
        told["kept"] = [*told["kept"], *filter(None, (in_changes(objs), in_autosaves(objs)))]
        return told, *others

    @admin.action(description=_("Restore from the trash"), permissions=["change"])
    def untrash_selected(self, request, pictures):
        for picture in pictures:
            picture.untrash()
        number = len(pictures)
        told = ngettext("%(number)s picture restored.", "%(number)s pictures restored.", number)
        self.message_user(request, told % {"number": number}, messages.SUCCESS)

    @admin.display(description=_("trash"))
    def in_trash(self, picture):
        until = date_format(timezone.localtime(picture.trashed_until), "DATE_FORMAT")
        words = _("In the trash until {date}. To restore it, choose it in the list of the trash.")
        return words.format(date=until)

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

    @admin.display(description=_("credit"))
    def credit_line(self, picture):
        return picture.credit_line

    @admin.display(description=_("used in"))
    def used_in(self, picture):
        words = ngettext("%(number)s article", "%(number)s articles", picture.uses)
        return words % {"number": picture.uses}

    @admin.display(description=_("HTML for a text"))
    def line_for_texts(self, picture):
        """Return the line that puts the picture into a text where there is no script."""
        line = f'<figure><img data-picture="{picture.pk}"></figure>'
        return format_html('<code class="desk-line">{}</code>', line)

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
        width = WIDE if "wide" in request.GET else LARGE
        return HttpResponseRedirect(address(picture, width))
