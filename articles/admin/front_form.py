"""The form of the front page: a line for each place, with the story that an editor puts there."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.admin.article_list import same_words
from articles.models import Article, Crop, FrontPlace, Layout
from articles.models.front_place import LEAD, PLACES, RIVER, SECONDS
from newsroom.moments import MomentField, MomentInput
from newsroom.numbers import row_number
from newsroom.text.characters import Line

OFFERED = 60  # stories in each choice: the newest, and as many that were searched for
TWICE = _("This story is already in another place.")
FIELDS = ("article", "layout", "until", "headline", "crop")
PARTS = ("article", "layout", "until_0", "until_1", "until_2", "headline", "crop")


class PlaceForm(forms.Form):
    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices)
    until = MomentField(label=_("Until"), required=False, widget=MomentInput)
    headline = Line(_("Headline on the front"), max_length=200, blank=True).formfield()
    crop = forms.ChoiceField(label=_("Crop"), choices=Crop.choices, required=False)

    def __init__(self, number, stories, place, data=None, is_shown=True):
        self.number = number
        self.is_shown = is_shown  # by its clock and its story's; True for an empty place
        initial = {name: getattr(place, name) for name in FIELDS} if place else {}
        super().__init__(data, prefix=f"place-{number}", initial=initial)
        self.fields["article"] = forms.ModelChoiceField(
            stories, label=self.name, required=False, empty_label=_("Fills automatically")
        )
        if number != LEAD:
            self.fields["layout"].choices = [
                (Layout.BESIDE, _("with picture")),
                (Layout.TEXT, Layout.TEXT.label),
            ]
        self.order_fields(FIELDS)

    @property
    def name(self):
        if self.number == LEAD:
            return _("Lead")
        if self.number in SECONDS:
            return _("Second %(number)d") % {"number": self.number - SECONDS.start + 1}
        return _("River %(number)d") % {"number": self.number - RIVER.start + 1}

    def place(self) -> FrontPlace | None:
        values = self.cleaned_data
        return FrontPlace(number=self.number, **values) if values["article"] else None


class FrontForm:
    """The lines of all places, as stored or as `data` was typed."""

    def __init__(self, data=None):
        places = {place.number: place for place in FrontPlace.objects.select_related("article")}
        self.find = data.get("find", "").strip() if data else ""
        self.found = searched(self.find)
        placed = [place.article_id for place in places.values()]
        self.stories = choosable([*placed, *chosen(data or {}), *self.found])
        shown = {*FrontPlace.objects.in_force().values_list("number", flat=True)}
        self.lines = [
            PlaceForm(
                each,
                self.stories,
                places.get(each),
                data,
                each in shown or each not in places,
            )
            for each in PLACES
        ]

    def is_valid(self) -> bool:
        taken: set = set()
        for line in self.lines:
            line.full_clean()
            article = line.cleaned_data.get("article")
            if article and article in taken:
                line.add_error("article", TWICE)
            taken.add(article)
        return not any(line.errors for line in self.lines)

    def places(self) -> list[FrontPlace]:
        return [place for line in self.lines if (place := line.place())]


def choosable(others):
    """Return the newest stories that are or will be public, and `others` by their keys."""
    newest = list(_candidates().newest_first().values_list("pk", flat=True)[:OFFERED])
    return Article.objects.filter(pk__in=[*newest, *others]).only("headline").newest_first()


def searched(words) -> list[int]:
    """Return the keys of the newest stories with these letters in the headline, or these words."""
    if not words:
        return []
    found = Q(headline__icontains=words) | Q(pk__in=same_words(words))
    return list(_candidates().filter(found).newest_first().values_list("pk", flat=True)[:OFFERED])


def chosen(data) -> list[int]:
    """Return the keys that were sent with the form, of stories that may stand in a place."""
    sent = [row_number(data.get(f"place-{number}-article", "")) for number in PLACES]
    return list(_candidates().filter(pk__in=filter(None, sent)).values_list("pk", flat=True))


def _candidates():
    return Article.objects.stories().public_or_scheduled()


def moved(data, number, step):
    """Return what was typed with the lines of two neighbours exchanged."""
    data, other = data.copy(), number + step
    if {number, other} <= {*PLACES}:
        for part in PARTS:
            one, two = f"place-{number}-{part}", f"place-{other}-{part}"
            data[one], data[two] = data.get(two, ""), data.get(one, "")
    return data


def emptied(data, number):
    data = data.copy()
    for part in PARTS:
        data[f"place-{number}-{part}"] = Layout.BESIDE if part == "layout" else ""
    return data
