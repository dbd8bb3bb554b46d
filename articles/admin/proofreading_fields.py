"""The remarks of proofreading, answered on the page of publishing where they are read.

A missing description is typed there, or the picture is marked as decorative; for all else a reason
may be given, which stays with the version that is published, as does what is not settled at all.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Picture, Why
from articles.models.version import picture_of
from articles.proofreading.proofreader import remarks_on
from newsroom.html import figures
from newsroom.text import characters

BOTH = _("You have described it and marked it as decorative. Please choose one or the other.")
LEAD = "lead_picture_without_description"
IN_TEXT = "picture_without_description"
PUBLISHED = (Why.PUBLISHED, Why.SCHEDULED, Why.CHANGES)
LONGEST = Picture._meta.get_field("alt").max_length or 0  # characters of a description


class Proofreads:
    """For a step that brings something to readers."""

    def __init__(self, article, data=None, by=None):
        super().__init__(article, data, by)
        self.remarks = remarks_on(article)
        for remark in self.remarks:
            name = remark.rule.name
            if name == IN_TEXT or (name == LEAD and may_describe(by)):
                for place in remark.places:
                    self.add_description(name, place.picture)
            else:
                self.fields[f"why_{name}"] = a_line(_("Why it is fine as it is"), 200)

    def add_description(self, name, key):
        self.fields[f"alt_{key}"] = a_line(_("Describe the picture for people who can't see it."))
        if name == IN_TEXT:
            label = _("It is only decoration")
            self.fields[f"decorative_{key}"] = forms.BooleanField(label=label, required=False)

    def rows(self):
        """Yield each remark with its places and their fields, and with that for a reason."""
        for remark in self.remarks:
            places = [(place, *self._fields_of(remark, place)) for place in remark.places]
            why = f"why_{remark.rule.name}"
            yield remark.rule, places, self[why] if why in self.fields else None

    def _fields_of(self, remark, place):
        rule, key = remark.rule.name, place.picture
        names = {LEAD: [f"alt_{key}"], IN_TEXT: [f"alt_{key}", f"decorative_{key}"]}.get(rule, [])
        fields = [self[name] for name in names if name in self.fields]
        return [*fields, None, None][:2]

    def clean(self):
        cleaned = super().clean()
        for name in [each for each in self.fields if each.startswith("decorative_")]:
            alt = name.replace("decorative", "alt")
            if cleaned.get(name) and cleaned.get(alt):
                self.add_error(alt, ValidationError(BOTH))
        return cleaned

    def settle(self, by):
        """Write the typed descriptions: of the lead picture in the library, else in the text."""
        super().settle(by)
        words = dict(self._descriptions())
        content = self.article.edited_content
        if words:
            body = figures.described(content["body"], words) + ""
            self.article.save_content({**content, "body": body}, by)
            self.article = self.article.as_stored()
        picture = picture_of(content, "picture")
        if picture and not picture.alt and words.get(str(picture.pk)):
            picture.alt = words[str(picture.pk)]
            picture.save(update_fields=["alt"])

    def _descriptions(self):
        for name in self.fields:
            kind, _line, key = name.partition("_")
            if kind == "alt" and (typed := self.cleaned_data[name]):
                yield key, typed
            if kind == "decorative" and self.cleaned_data[name]:
                yield key, None

    def keep_remarks(self, made):
        reasons = {
            remark.rule.name: self.cleaned_data.get(f"why_{remark.rule.name}", "")
            for remark in remarks_on(self.article.as_stored())
        }
        if reasons:
            made.filter(why__in=PUBLISHED).update(remarks=reasons)


def may_describe(person) -> bool:
    return bool(person) and person.has_perm("articles.change_picture")


def a_line(label, longest=LONGEST):
    return characters.LineInput(label=label, max_length=longest, required=False)
