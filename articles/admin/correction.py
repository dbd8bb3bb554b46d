"""The corrections of an article, on a page of their own: notes to readers, not its text."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.article_trash import out_of_trash
from articles.models import Correction
from newsroom.moments import MOMENTS
from newsroom.saving import CarefulAdmin


class CorrectionInline(admin.StackedInline):
    model = Correction
    fields = ["kind", "text", "corrected_at"]
    formfield_overrides = MOMENTS
    extra = 1


class CorrectionsForm(forms.ModelForm):
    for_readers = forms.BooleanField(
        label=_("Readers see this at once"),
        help_text=_("In the article, on the page of all corrections and in the feeds."),
        error_messages={"required": _("Please tick this to show it to readers.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["for_readers"].required = self.instance.is_public


class CorrectionsAdmin(CarefulAdmin):
    """The page of one article's corrections; it is registered nowhere, ArticleAdmin leads to it."""

    form = CorrectionsForm
    inlines = [CorrectionInline]
    fields = ["for_readers", "earlier_corrections"]
    readonly_fields = ["earlier_corrections"]
    change_form_template = "admin/articles/article/corrections.html"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("earlier corrections"))
    def earlier_corrections(self, article):
        """Return what corrections said before they were changed or deleted, by whom and when."""
        context = {"earlier": article.earlier_corrections.select_related("by")}
        return render_to_string("admin/articles/article/_earlier_corrections.html", context)

    def save_model(self, request, article, form, change):
        """Write nothing of the article itself."""

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance.changed_by = request.user
        super().save_formset(request, form, formset, change)

    def response_change(self, request, article):
        self.message_user(request, _("The corrections are saved."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


class CorrectionsPage:
    """For the ModelAdmin of articles: the way to their corrections."""

    @out_of_trash
    def corrections(self, request, pk):
        self.article_to_change(request, pk)
        page = CorrectionsAdmin(self.model, self.admin_site)
        return page.changeform_view(request, str(pk), extra_context={"title": _("Corrections")})
