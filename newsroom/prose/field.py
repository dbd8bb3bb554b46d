from django.db import models

from newsroom.prose.sanitising import ArticleHTML


class ProseField(models.TextField):
    """HTML that is sanitised whenever it is written, and therefore safe whenever it is read.

    `html` is ArticleHTML or CommentHTML: what is assigned becomes one before it is stored.
    """

    def __init__(self, *args, html=ArticleHTML, **kwargs):
        self.html = html
        super().__init__(*args, **kwargs)

    def pre_save(self, instance, add):
        clean = self.html.sanitised(super().pre_save(instance, add) or "")
        setattr(instance, self.attname, clean)
        return clean

    def from_db_value(self, value, expression, connection):
        return value if value is None else self.html(value)  # sanitised by pre_save

    def value_from_object(self, instance):
        """Return the source, for a form: safe on a page is not safe in a text area.

        There, "&lt;" has to be escaped once more, or it comes back as "<".
        """
        value = super().value_from_object(instance)
        return value if value is None else value + ""  # a plain string, not a safe one

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
