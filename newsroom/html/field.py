from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import Case, Col, Value, When
from django.db.models.functions import Cast

from newsroom.html.sanitising import ArticleHTML


class HTMLField(models.TextField):
    """A text field with HTML that is sanitised on every write, and safe when it is read.

    `html` is ArticleHTML or CommentHTML; an assigned value is converted before it is stored. An
    expression is rejected unless all it can yield is of that type: the database would make HTML
    that no sanitiser has seen.
    """

    def __init__(self, *args, html=ArticleHTML, **kwargs):
        self.html = html
        super().__init__(*args, **kwargs)

    def pre_save(self, instance, add):
        """Set the instance's attribute to the stored value; `get_db_prep_save` finds it clean."""
        clean = self.html.sanitised(super().pre_save(instance, add) or "")
        setattr(instance, self.attname, clean)
        return clean

    def get_db_prep_save(self, value, connection):
        if hasattr(value, "as_sql"):
            if not self._yields_html(value):
                raise FieldError(f"{self.name} takes no HTML that the database makes: {value!r}")
        elif value is not None:
            value = self.html.sanitised(value)
        return super().get_db_prep_save(value, connection)

    def _yields_html(self, expression) -> bool:
        """Return True if every value of the expression is sanitised by our rules (see
        `bulk_update`)."""
        match expression:
            case Case():
                return all(map(self._yields_html, expression.get_source_expressions()))
            case When():
                return self._yields_html(expression.result)
            case Cast():
                inner = expression.get_source_expressions()
                return self._is_alike(expression.output_field) and all(
                    map(self._yields_html, inner)
                )
            case Col():
                return self._is_alike(expression.target)
            case Value():
                return expression.value is None or self._is_alike(expression.output_field)
        return False

    def _is_alike(self, field) -> bool:
        return isinstance(field, HTMLField) and field.html is self.html

    def from_db_value(self, value, expression, connection):
        """Return HTML if the column was read; what the database made of it is only a text."""
        is_text = value is None or not self._yields_html(expression)
        return value if is_text else self.html(value)  # sanitised by get_db_prep_save

    def value_from_object(self, instance):
        """Return the source for a form, not marked as safe.

        In a text area "&lt;" has to be escaped once more, or it comes back as "<".
        """
        value = super().value_from_object(instance)
        return value if value is None else value + ""  # a plain string, not a safe one

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
