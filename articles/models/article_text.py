"""The text of an article: its body with pictures, and the teaser made of it."""

from typing import Any

from django.db import transaction
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField

from articles.models.picture import Picture
from newsroom import freshness, html
from newsroom.text import characters

TEASER_LENGTH = 200  # characters


class BodyInput(characters.SourceInput, ProseEditorFormField):
    """The widget of the body: its HTML source in the editor."""


class ArticleBody(html.HTMLField, ProseEditorField):
    """The body: written in the editor, sanitised by our rules.

    Forms have its pictures as references, the column has them as readers get them
    (newsroom/html/figures.py).
    """

    def clean(self, value, instance):
        return Picture.objects.expanded(super().clean(value, instance))

    def value_from_object(self, instance):
        value = super().value_from_object(instance)
        return value and html.collapsed(value)

    def formfield(self, **options):
        return super().formfield(**{"form_class": BodyInput, **options})


class ArticleText:
    lead: Any
    body: Any

    @property
    def lead_as_html(self):
        return html.with_line_breaks(self.lead)

    def as_teaser(self) -> str:
        words = " ".join(self.lead.split()) or html.plain(self.body)
        return html.cut(words, TEASER_LENGTH)

    def set_body(self, body) -> list:
        """Set the sanitised text, its pictures expanded for readers; return them."""
        pictures = Picture.objects.shown_in(body)
        self.body = Picture.objects.expanded(body, pictures)
        return pictures

    @transaction.atomic
    def change_text(self, change=html.collapsed):
        """Write the stored text anew after `change`; it is still last saved when it was."""
        freshness.lock()
        stored = self.as_stored(lock=True)
        body = stored and Picture.objects.expanded(html.ArticleHTML.sanitised(change(stored.body)))
        if stored and body != stored.body:
            saved_at, stored.body = stored.saved_at, body
            stored.save(update_fields=["body"])
            type(self).objects.filter(pk=self.pk).update(saved_at=saved_at)
