"""The test of the spam filter on the decisions of late, and the limit that it found."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from comments.models.training_example import FeatureCount, TrainingExample
from comments.spam import held_back, threshold
from newsroom.work.jobs import Job

LATELY = 500  # decisions of each kind
PAUSE = timedelta(minutes=1)  # in which further decisions count for the same test


class FilterTest(models.Model):
    """The last test: what the filter would have held of comments that it had not learned.

    There is one row. Scores above `limit` are held; None: it has not learned enough to hold any.
    """

    at = models.DateTimeField(default=timezone.now)
    limit = models.FloatField(null=True)
    good = models.PositiveIntegerField(default=0)  # comments of the test
    spam = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)  # good ones above the limit
    caught = models.PositiveIntegerField(default=0)  # spam above the limit

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.at}: {self.limit}"

    @classmethod
    def last(cls) -> "FilterTest":
        return cls.objects.first() or cls()

    @classmethod
    def plan(cls):
        """Plan a test, if none is planned: after many decisions, one is enough."""
        if not Job.objects.filter(fact="filter_taught", given_up_at=None).exists():
            Job.plan("filter_taught", at=timezone.now() + PAUSE)

    @classmethod
    def run(cls) -> "FilterTest":
        """Test the filter as it is now, and store the outcome."""
        good, spam = _scores(is_spam=False), _scores(is_spam=True)
        enough = threshold.is_enough(FeatureCount.of_all_comments())
        limit = threshold.threshold(good) if enough else None
        outcome = {
            "at": timezone.now(),
            "limit": limit,
            "good": len(good),
            "spam": len(spam),
            "wrong": _above(limit, good),
            "caught": _above(limit, spam),
        }
        return cls.objects.update_or_create(pk=1, defaults=outcome)[0]


def _scores(is_spam) -> list[float]:
    examples = TrainingExample.objects.filter(is_spam=is_spam).order_by("-pk")
    lists = list(examples.values_list("features", flat=True)[:LATELY])
    seen = FeatureCount.seen({name for names in lists for name in names})
    return [held_back.score(names, is_spam, seen) for names in lists]


def _above(limit, scores) -> int:
    return 0 if limit is None else sum(score > limit for score in scores)
