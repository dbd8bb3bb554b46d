"""The page on which an article is written: its text as readers see it, all else in a drawer.

The template renders the first fieldset as the page and each other one as a part of the drawer,
whose closed row says what it holds (templates/admin/articles/article/change_form.html).
"""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget

from articles.admin.short_moments import short
from articles.comparison import OF_LISTS
from articles.models import Picture
from articles.models.version import stored_lists
from articles.proofreading.proofreader import remarks_on
from articles.templatetags.paper import headline_step
from newsroom.choosing import TYPED
from newsroom.numbers import row_number
from newsroom.templatetags.language_tags import isolated
from newsroom.text.series import in_series

STATES = {
    "draft": _("Draft"),
    "scheduled": _("Scheduled"),
    "public": _("Public"),
    "unpublished": _("Unpublished"),
    "trashed": _("In the trash"),
}
CHANGED = _("Changes not public")
NOTHING = "–"
IN_ITS_PLACE = {"elsewhere": _("From the lead")}  # used where a part holds nothing
SAMPLES = (0, 1, 2, 3, 11, 100)  # numbers that take every plural form of the paper's languages


class Growing(forms.Textarea):
    """As tall as its text: a headline is read whole while it is written."""

    def __init__(self, label, **attrs):
        super().__init__({"rows": 1, "dir": "auto", "placeholder": label, **attrs})


# Not Django's: those bring a box, and the editor's own type for the desk.
WIDGETS = {
    "kicker": forms.TextInput({"dir": "auto", "placeholder": _("Kicker")}),
    "headline": Growing(_("Headline")),
    "lead": Growing(_("Lead")),
    "dateline": forms.TextInput({"dir": "auto", "placeholder": _("Place")}),
    "body": ProseEditorWidget(),
    "description": forms.Textarea({"rows": 3, "dir": "auto", "data-shown": 155}),
    "social_title": forms.Textarea({"rows": 2, "dir": "auto", "data-shown": 60}),
}
FIELDSETS: Any = [
    (None, {"fields": ["kicker", "headline", "lead", "dateline", "body"]}),
    (_("Publish"), {"fields": ["state"], "classes": ["publish"]}),
    (_("Topics"), {"fields": ["topics"], "classes": ["topics"]}),
    (_("Authors"), {"fields": ["bylines"], "classes": ["authors"]}),
    (_("Picture"), {"fields": ["picture", "picture_chooser"], "classes": ["picture"]}),
    (
        _("Description and social card"),
        {
            "fields": [
                *("description", "social_title"),
                *("social_picture", "social_picture_chooser", "shown_elsewhere"),
            ],
            "classes": ["elsewhere"],
        },
    ),
    (_("Related posts"), {"fields": ["pinned", "hidden"], "classes": ["related"]}),
    (_("Comments"), {"fields": ["comment_policy", "moderation"], "classes": ["comments"]}),
    (_("Address"), {"fields": ["slug", "kind"], "classes": ["address"]}),
]
# The fields of a part that say what it holds.
TELLING = {
    "topics": ["topics"],
    "authors": ["bylines"],
    "related": ["pinned"],
    "picture": ["picture"],
    "elsewhere": ["description", "social_title", "social_picture"],
    "comments": ["comment_policy", "moderation"],
    "address": ["slug"],
}


class Part(NamedTuple):
    """A part of the drawer: `fields` names those that `holds` is made of, for the script.

    `otherwise` is shown where they are empty.
    """

    fieldset: Any
    fields: str
    holds: str
    otherwise: str

    @property
    def has_errors(self):
        return any(
            field.errors() for line in self.fieldset for field in line if not _is_fixed(field)
        )


class WritingPage:
    """For the ModelAdmin of articles: the context of its form's page."""

    def render_change_form(self, request, context, add=False, **kwargs):
        form = context["adminform"].form
        if add and not form.is_bound and "headline" in form.fields:
            form.fields["headline"].widget.attrs["autofocus"] = True
        if "headline" in form.fields:
            step = headline_step(form["headline"].value() or "")
            size = f"headline-{step}" if step else ""
            form.fields["headline"].widget.attrs["class"] = size
        text, *others = context["adminform"]
        context |= {
            "text": text,
            "byline": byline(form),
            "lead_picture": lead_picture(form),
            "saved_time": short(getattr(context.get("original"), "saved_at", None)),
            "parts": [part(form, fieldset) for fieldset in others],
            "counting": counting(),
            "remarks": number_of_remarks(request, context.get("original")),
            **self.state_of(context.get("original")),
        }
        return super().render_change_form(request, context, add=add, **kwargs)

    # For who may only look: Django asks for the value of a field that the row does not have.

    @admin.display(description=OF_LISTS["bylines"])
    def bylines(self, article):
        return names_of(article, "bylines")

    @admin.display(description=OF_LISTS["pinned"])
    def pinned(self, article):
        return names_of(article, "pinned")

    @admin.display(description=OF_LISTS["hidden"])
    def hidden(self, article):
        return names_of(article, "hidden")

    def state_of(self, article) -> dict:
        if article and article.changes_id and article.is_public:
            return {"state_code": "changed", "state_words": CHANGED}
        code = article.state if article else "draft"
        return {"state_code": code, "state_words": STATES[code]}


def number_of_remarks(request, article) -> int:
    """Return how much is worth a look in what would be published next; 0 where nothing would."""
    if not article or request.method != "GET" or (article.is_public and not article.changes):
        return 0
    return len(remarks_on(article))


def part(form, fieldset) -> Part:
    names = [name for name in TELLING.get(fieldset.classes, ()) if name in form.fields]
    words = filter(None, (words_of(form[name]) for name in names))
    otherwise = str(IN_ITS_PLACE.get(fieldset.classes, NOTHING))
    return Part(fieldset, " ".join(names), ", ".join(words) or otherwise, otherwise)


def names_of(article, name) -> str:
    return ", ".join(isolated(str(row)) for row in stored_lists(article)[name])


def words_of(bound) -> str:
    """Return the value of a field as the drawer shows it."""
    value: Any = bound.value()
    if hasattr(bound.field, "queryset"):
        return ", ".join(_names_in(bound))
    if choices := getattr(bound.field, "choices", None):
        return str(dict(choices).get(value, "")) if value else ""
    return str(value or "")


def _names_in(bound) -> list[str]:
    value: Any = bound.value()
    many = value if isinstance(value, list | tuple) else [value]
    values = [str(getattr(each, "pk", each)) for each in many if each]
    numbers = [number for each in values if (number := row_number(each))]
    named = {str(pk): str(row) for pk, row in bound.field.queryset.in_bulk(numbers).items()}
    typed = {each: each.removeprefix(TYPED) for each in values if each.startswith(TYPED)}
    names = named | typed
    return [names[each] for each in values if each in names]


def byline(form):
    """Return the authors that the form has, as readers see them."""
    if "bylines" in form.fields:
        names = _names_in(form["bylines"])
    else:
        names = [str(row) for row in stored_lists(form.instance)["bylines"]]
    authors = in_series([isolated(each) for each in names]) if names else ""
    return format_html(gettext("By {authors}"), authors=authors) if names else ""


def lead_picture(form) -> Picture | None:
    """Return the picture above the text that the form has."""
    number = form["picture"].value() if "picture" in form.fields else form.instance.picture_id
    number = row_number(str(getattr(number, "pk", number) or ""))
    return Picture.objects.filter(pk=number).first() if number else None


def counting() -> dict:
    """Return what the script needs to count: each plural form, by a number that takes it."""
    return {
        "language": get_language(),
        "words": {
            number: ngettext("{number} word", "{number} words", number) for number in SAMPLES
        },
        "minutes": str(_("{number} min")),
    }


def _is_fixed(field) -> bool:
    return getattr(field, "is_readonly", False)
