"""Autocomplete fields in forms of the desk."""

from django.contrib.admin.widgets import AutocompleteSelect

from newsroom.numbers import row_number


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
