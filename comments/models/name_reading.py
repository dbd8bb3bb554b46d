import hashlib
from collections.abc import Iterable

from django.db import models

from comments.status import Status
from newsroom.text.lookalikes import fingerprint


def hashed(name: str) -> tuple[str, ...]:
    """Return hashes of the readings of `name`; names with one in common look alike."""
    readings = (reading.encode() for reading in fingerprint(name))
    return tuple(sorted(hashlib.sha256(reading).hexdigest()[:16] for reading in readings))


class NameReadingQuerySet(models.QuerySet):
    def of_others(self, readings: tuple[str, ...], article: int, by: int | None):
        """Return those of public comments by confirmed commenters but `by`, if they look alike."""
        rows = self.filter(article=article, reading__in=readings)
        theirs = rows.filter(comment__status=Status.APPROVED, comment__commenter__isnull=False)
        return theirs.exclude(comment__commenter=by) if by else theirs


class NameReading(models.Model):
    """One reading of the name of a comment by a confirmed commenter, to find lookalikes by.

    A name has up to three readings, so one column of comments would not do: A may look like B, and
    B like C, though A does not look like C. The rows only say how a name looks. Whether its comment
    is public and its writer confirmed is asked of the comment, so no decision has to change them.
    """

    is_bookkeeping = True

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="name_readings")
    # That of the comment, for the index.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    reading = models.CharField(max_length=16)  # hashed

    objects = NameReadingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["article", "reading"], name="lookalikes_of_an_article")]

    def __str__(self):
        return f"{self.comment_id}: {self.reading}"

    @classmethod
    def remember(cls, comment):
        """Store how the name of `comment` looks, instead of what was stored before."""
        cls.objects.filter(comment=comment).delete()
        cls.objects.bulk_create(cls.of([comment]))

    @classmethod
    def of(cls, comments: Iterable) -> list["NameReading"]:
        return [
            cls(comment_id=comment.pk, article_id=comment.article_id, reading=reading)
            for comment in comments
            for reading in hashed(comment.name)
        ]
