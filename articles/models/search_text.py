from django.db import models


class SearchText(models.Model):
    """The words of a dated article by their stems, as both databases index them.

    PostgreSQL keeps a generated vector beside it, SQLite an FTS5 table that triggers keep in
    step (see the migration that made them); both follow in the transaction of the row.
    """

    article = models.OneToOneField(
        "Article", models.CASCADE, primary_key=True, related_name="search_text"
    )
    headline = models.TextField()
    lead = models.TextField()
    body = models.TextField()

    def __str__(self):
        return self.headline
