"""Fields of the desk's forms in which rows are chosen: one, or several in their order."""

import re
from copy import deepcopy

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from newsroom.numbers import row_number

MOST_LISTED = 1000  # rows; others are typed
SPARE = 2  # empty fields behind the chosen rows
A_NUMBER = re.compile("[0-9]{1,4}")
TYPED = "+"  # stands before a name that was typed, where a primary key is not known


def listed(rows, chosen: list) -> list:
    """Return the first of `rows`, and those of the primary keys `chosen` that are behind them."""
    few = list(rows[:MOST_LISTED])
    known = {str(row.pk) for row in few}
    others = {str(key) for key in chosen if row_number(str(key))} - known
    return [*few, *rows.filter(pk__in=others)] if others else few


class ChosenRow(AutocompleteSelect):
    """Render the chosen row; skip values that cannot be a primary key, on which Django fails."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if row_number(str(key))], attr)


class ChoosesRows:
    """For a ModelAdmin or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = ChosenRow(db_field, self.admin_site, using=options.get("using"))
            options.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **options)


class ChosenRows(forms.Widget):
    """Fields NAME_0, NAME_1 … for one row each, in their order, and a text NAME_new.

    The text, for names or addresses (one a line), makes it work without script.
    """

    def __init__(self, relation, site, new_label, can_create=False, attrs=None):
        super().__init__(attrs)
        self.one, self.new_label = ChosenRow(relation, site), new_label
        self.can_create = can_create

    def __deepcopy__(self, memo):
        copy = super().__deepcopy__(memo)
        copy.one = deepcopy(self.one, memo)
        return copy

    @property
    def choices(self):
        return self.one.choices

    @choices.setter
    def choices(self, choices):
        self.one.choices = choices

    @property
    def media(self):
        return self.one.media

    def render(self, name, value, attrs=None, renderer=None):
        values = [str(each) for each in value or []]
        keys = [each for each in values if not each.startswith(TYPED)]
        attrs = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "id": attrs.get("id", f"id_{name}"),
            "selects": [
                self.one.render(
                    f"{name}_{number}",
                    key,
                    {**attrs, "id": f"id_{name}_{number}", "aria-label": number + 1},
                    renderer,
                )
                for number, key in enumerate([*keys, *[None] * SPARE])
            ],
            "typed": "\n".join(each.removeprefix(TYPED) for each in values if each not in keys),
            "new_label": self.new_label,
            "can_create": self.can_create,
        }
        return render_to_string("admin/_chosen_rows.html", context)

    def value_from_datadict(self, data, files, name):
        beside = (key.removeprefix(f"{name}_") for key in data if key.startswith(f"{name}_"))
        numbers = sorted(int(number) for number in beside if A_NUMBER.fullmatch(number))
        keys = [data[f"{name}_{number}"] for number in numbers]
        typed = data.get(f"{name}_new", "").splitlines()
        return [
            *(key for key in keys if key),
            *(f"{TYPED}{line.strip()}" for line in typed if line.strip()),
        ]

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_):
        return f"{id_}_0"


class TickedRows(forms.SelectMultiple):
    """A list to choose several rows of, and a text NAME_new for new ones and those not listed."""

    def __init__(self, new_label, attrs=None):
        super().__init__(attrs)
        self.new_label = new_label

    def render(self, name, value, attrs=None, renderer=None):
        values = [str(each) for each in value or []]
        keys = [each for each in values if not each.startswith(TYPED)]
        context = {
            "name": name,
            "id": self.build_attrs(self.attrs, attrs).get("id", f"id_{name}"),
            "selects": [self._select(name, keys, attrs, renderer)],
            "typed": "\n".join(each.removeprefix(TYPED) for each in values if each not in keys),
            "new_label": self.new_label,
            "can_create": True,
        }
        return render_to_string("admin/_chosen_rows.html", context)

    def _select(self, name, keys, attrs, renderer):
        select = forms.SelectMultiple(self.attrs)
        select.choices = [(row.pk, str(row)) for row in listed(self.choices.queryset, keys)]
        return select.render(name, keys, attrs, renderer)

    def value_from_datadict(self, data, files, name):
        typed = data.get(f"{name}_new", "").splitlines()
        chosen = super().value_from_datadict(data, files, name) or []
        return [*chosen, *(f"{TYPED}{line.strip()}" for line in typed if line.strip())]


class RowsField(forms.ModelMultipleChoiceField):
    """Rows in the order in which they are chosen; none twice."""

    def clean(self, value):
        value = self.prepare_value(value or [])
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        keys = [each for each in value if not str(each).startswith(TYPED)]
        wrong = [key for key in keys if not row_number(str(key))]
        if wrong:
            params = {"value": wrong[0]}
            raise ValidationError(self.error_messages["invalid_choice"], params=params)
        known = {str(row.pk): row for row in self._check_values(keys)}
        return _each_once(
            known[str(each)] if each in keys else self.typed(each.removeprefix(TYPED))
            for each in value
        )

    def typed(self, text):
        """Return the row that was typed, which may be a new one; raise ValidationError if none."""
        raise NotImplementedError

    def has_changed(self, initial, data):
        return [str(each) for each in self.prepare_value(initial or [])] != [*map(str, data or [])]


def _each_once(rows) -> list:
    once = {(row.pk or str(row)): row for row in rows}
    return list(once.values())
