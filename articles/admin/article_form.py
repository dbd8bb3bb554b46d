"""The form of an article: all that a version holds, in ordinary fields."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from articles.admin.own_cards import article_at, own_card
from articles.admin.writing import WIDGETS
from articles.models import Article, Author, Byline, RelatedChoice, Topic
from articles.models.version import LISTS, content_of, form_values
from newsroom import html
from newsroom.choosing import ChosenRows, RowsField, TickedRows

NOT_NEW = _("You can choose from the list, but not create new ones.")
TWICE = _("This article is listed twice. Please remove one of them.")
ITSELF = _("An article can't be related to itself. Please choose another one.")


class LabelsField(RowsField):
    """Topics or authors; a name that none of them has is a new one."""

    several: Any = ""

    def typed(self, text):
        label = self.queryset.model()
        label.name = label._meta.get_field("name").clean(text, label)
        namesakes = list(self.queryset.filter(name__iexact=label.name)[:2])
        if len(namesakes) > 1:
            raise ValidationError(self.several, params={"name": text})
        return namesakes[0] if namesakes else label


class AuthorsField(LabelsField):
    """Authors in the order of the byline; a new one is a guest."""

    several = _("Several authors are called “%(name)s”. Please choose one from the list.")


class TopicsField(LabelsField):
    several = _("Several topics are called “%(name)s”. Please choose one from the list.")


class ArticlesField(RowsField):
    """Articles; without script by their addresses."""

    def typed(self, text):
        article = article_at(text)
        if article is None:
            raise ValidationError(
                _("There is no article at “%(address)s”."), params={"address": text}
            )
        return article


def _authors(**options):
    label = _("Or type names, one a line. A new name becomes a new author.")
    widget = ChosenRows(Byline._meta.get_field("author"), admin.site, label, can_create=True)
    return AuthorsField(Author.objects.all(), widget=widget, required=False, **options)


def _topics(**options):
    widget = TickedRows(_("Or type new topics, one a line."))
    return TopicsField(Topic.objects.all(), widget=widget, required=False, **options)


def _articles(**options):
    label = _("Or paste the addresses of articles, one a line.")
    widget = ChosenRows(RelatedChoice._meta.get_field("other"), admin.site, label)
    articles = Article.objects.defer("body")
    return ArticlesField(articles, widget=widget, required=False, **options)


class ArticleForm(forms.ModelForm):
    """It shows the changes that are not public where there are any, else what readers see."""

    class Meta:
        widgets = WIDGETS

    topics = _topics(label=_("topics"))
    bylines = _authors(label=_("authors"), help_text=_("In the order in which they are printed."))
    pinned = _articles(label=_("pinned"), help_text=_("Shown first among the related posts."))
    hidden = _articles(label=_("hidden"), help_text=_("Never shown among the related posts."))

    def __init__(self, *args, instance=None, initial=None, **options):
        stored = instance and instance.pk and form_values(instance.edited_content)
        super().__init__(
            *args, instance=instance, initial={**(stored or {}), **(initial or {})}, **options
        )

    def clean_body(self):
        """Return the body; where it was changed, its links without a scheme are completed, and
        addresses that stand alone become cards."""
        body = self.cleaned_data["body"]
        if "body" not in self.changed_data:
            return body
        clean = html.article(body)
        linked = html.with_completed_links(clean)
        made = html.with_cards(linked, before=self.initial.get("body") or "", fill=own_card)
        return clean if made == clean else made  # the first is known to be sanitised

    def clean(self):
        cleaned = super().clean()
        pinned, hidden = (self.cleaned_data.get(name, []) for name in ("pinned", "hidden"))
        for name, articles in (("pinned", pinned), ("hidden", hidden)):
            if self.instance.pk and self.instance in articles:
                self.add_error(name, ITSELF)
        if set(pinned) & set(hidden):
            self.add_error("hidden", TWICE)
        for name in ("topics", "bylines"):
            if self._new(name) and not self._may_create(name):
                self.add_error(name, NOT_NEW)
        return cleaned

    def _new(self, name) -> list:
        return [row for row in self.cleaned_data.get(name, []) if row.pk is None]

    def _may_create(self, name):
        model = self.fields[name].queryset.model._meta.model_name
        return self.request.user.has_perm(f"articles.add_{model}")

    def content(self) -> dict:
        """Return what is typed, as a version holds it; topics and authors are stored if new."""
        for row in (*self._new("topics"), *self._new("bylines")):
            row.save()
        content = content_of(self.instance, {name: self.cleaned_data[name] for name in LISTS})
        for name, value in content.items():
            if _is_same(value, self.initial.get(name)):
                content[name] = self.initial[name]
            elif name == "body":
                content[name] = html.ArticleHTML(value)  # sanitised, which is most of a save
        return content


def _is_same(value, earlier) -> bool:
    """Return True for the same text but for line ends and outer blanks, which no editor typed."""
    if not (isinstance(value, str) and isinstance(earlier, str)):
        return False
    return normalize_newlines(value).strip() == normalize_newlines(earlier).strip()
