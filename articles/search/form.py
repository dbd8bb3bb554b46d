from django import forms
from django.utils.translation import gettext_lazy as _

from articles.dates import EARLIEST, LATEST
from articles.models import Topic

MOST_PAGES = 50  # as many as there are ranked articles


class SearchForm(forms.Form):
    """The search form; invalid parameters are ignored."""

    q = forms.CharField(
        label=_("Search terms"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "search__field", "enterkeyhint": "search"}
        ),
    )
    topic = forms.ModelChoiceField(
        Topic.objects, required=False, to_field_name="slug", widget=forms.HiddenInput
    )
    year = forms.IntegerField(
        min_value=EARLIEST.year,
        max_value=LATEST.year - 1,
        required=False,
        widget=forms.HiddenInput,
    )
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)

    def parameters(self) -> dict:
        self.is_valid()
        return {
            "topic": self.cleaned_data.get("topic"),
            "year": self.cleaned_data.get("year"),
            "page": self.cleaned_data.get("page") or 1,
        }
