from collections import defaultdict
from functools import cache
from itertools import islice

from django.db import connection, models, transaction
from django.db.models import F

from comments.spam import features
from comments.spam.weighing import Seen

A_BATCH = 400  # features in one statement


class FeatureCount(models.Model):
    """The numbers of spam and of good comments with a feature (comments/spam)."""

    feature = models.CharField(max_length=120, unique=True)
    spam = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.feature}: {self.spam} / {self.good}"

    @classmethod
    def seen(cls, names: set[str]) -> dict[str, Seen]:
        """Return in how much spam and how many good comments each of `names` was, and totals."""
        wanted = iter(sorted(names | set(map(features.total_of, names)) | {features.ALL_COMMENTS}))
        counts = {}
        while some := tuple(islice(wanted, A_BATCH)):
            with connection.cursor() as cursor:
                cursor.execute(_counts_of(connection.vendor, len(some)), some)
                counts |= {name: Seen(spam, good) for name, spam, good in cursor.fetchall()}
        return counts

    @classmethod
    def of_all_comments(cls) -> Seen:
        return cls.seen(set()).get(features.ALL_COMMENTS, Seen())

    @classmethod
    def count(cls, names, column, direction):
        """Add (1) or subtract (-1) a comment with the features `names`.

        Sums are commutative, so subtracting undoes adding in any order. Simultaneous counts wait at
        the one feature that every comment has.
        """
        while not cls._holds_the_first():
            cls.objects.bulk_create([cls(feature=features.ALL_COMMENTS)], ignore_conflicts=True)
        by_number = defaultdict(list)
        for name, number in sorted(features.counted(set(names)).items()):
            by_number[number].append(name)
        for number, some in by_number.items():
            for start in range(0, len(some), A_BATCH):
                batch = some[start : start + A_BATCH]
                cls._add(batch, column, direction * number)

    @classmethod
    def _holds_the_first(cls):
        first = cls.objects.filter(feature=features.ALL_COMMENTS).select_for_update()
        return bool(first.values_list("pk"))

    @classmethod
    def _add(cls, names, column, number):
        rows = cls.objects.filter(feature__in=names)
        if number > 0:
            new = [cls(feature=name) for name in names]
            cls.objects.bulk_create(new, ignore_conflicts=True)
        rows.update(**{column: F(column) + number})
        if number < 0:
            rows.filter(spam=0, good=0).delete()


# Not a prepared query: a comment has a hundred features, each of which it would name.
@cache
def _counts_of(vendor, number) -> str:
    """Return the query for so many features, at most `A_BATCH`."""
    table = connection.ops.quote_name(FeatureCount._meta.db_table)
    values = ", ".join(["%s"] * number)
    return f"SELECT feature, spam, good FROM {table} WHERE feature IN ({values})"  # noqa: S608


class TrainingExample(models.Model):
    """A comment that the spam filter learned, so that it can be unlearned."""

    is_bookkeeping = True

    # Null if the comment was deleted with its article; comments/retention.py then unlearns it.
    comment = models.OneToOneField(
        "Comment", models.SET_NULL, related_name="training_example", null=True
    )
    is_spam = models.BooleanField()
    features = models.JSONField()  # a list of strings: the words may have changed meanwhile

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["is_spam", "-id"], name="latest_examples")]

    def __str__(self):
        return f"{self.comment_id}: {self.column}"

    @property
    def column(self):
        return "spam" if self.is_spam else "good"

    @classmethod
    def learn_anew(cls, example):
        """Learn again a comment of an `example`, whose words were read otherwise."""
        if example.comment and not example.comment.is_deleted:
            cls.learn(example.comment, example.is_spam)

    @classmethod
    @transaction.atomic
    def learn(cls, comment, is_spam):
        """Learn `comment` as spam or good, instead of an earlier label."""
        cls.forget(comment)
        names = sorted(features.of_comment(comment))
        example = cls.objects.create(comment=comment, is_spam=is_spam, features=names)
        FeatureCount.count(names, example.column, 1)

    @classmethod
    @transaction.atomic
    def forget(cls, comment):
        example = cls.objects.select_for_update().filter(comment=comment).first()
        if example:
            example.take_out()

    @transaction.atomic
    def take_out(self):
        FeatureCount.count(self.features, self.column, -1)
        self.delete()
