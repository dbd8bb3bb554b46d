"""What the filter knows: what moderators' decisions left in the database."""

from itertools import islice
from typing import NamedTuple

from comments.models.training_example import FeatureCount, TrainingExample
from comments.spam import features, threshold
from comments.spam.weighing import Part, Seen, parts

A_BATCH = 400  # features in one statement
LATELY = 500  # decisions that say where spam begins, and how good the filter is


def judge(comment) -> list[Part]:
    """What there is about `comment` that the filter has an opinion of, the strongest first."""
    names = features.of_comment(comment)
    return parts(names, seen(names))


def seen(names: set[str]) -> dict[str, Seen]:
    """In how much spam and how many good comments each of `names` and their totals were."""
    wanted = iter(sorted(names | set(map(features.total_of, names)) | {features.ALL_COMMENTS}))
    found = {}
    while some := list(islice(wanted, A_BATCH)):
        for feature_count in FeatureCount.objects.filter(feature__in=some):
            found[feature_count.feature] = Seen(feature_count.spam, feature_count.good)
    return found


class Experience(NamedTuple):
    """How much the filter has learned from, and how much it needs before it holds anything."""

    good: int
    spam: int
    good_needed: int
    spam_needed: int

    @property
    def is_enough(self):
        return self.good >= self.good_needed and self.spam >= self.spam_needed


def experience() -> Experience:
    everything = seen(set()).get(features.ALL_COMMENTS, Seen())
    return Experience(
        int(everything.good), int(everything.spam), threshold.ENOUGH_GOOD, threshold.ENOUGH_SPAM
    )


def is_experienced() -> bool:
    """Whether enough was decided about for the filter to hold anything."""
    return experience().is_enough


def limit() -> float:
    """The score above which a comment is held, from those of the good ones of late."""
    return threshold.threshold(score for _is_spam, score in _lately(is_spam=False))


class Figures(NamedTuple):
    """What the filter would have held, and what of it people called spam."""

    found: int  # spam that was above the limit
    wrong: int  # good comments above it
    missed: int  # spam below it

    @property
    def precision(self):
        """Of what was held, the share in percent that was spam; None if nothing was."""
        held = self.found + self.wrong
        return round(100 * self.found / held) if held else None

    @property
    def recall(self):
        """Of the spam, the share in percent that was held; None if there was none."""
        spam = self.found + self.missed
        return round(100 * self.found / spam) if spam else None


def figures() -> Figures:
    """Of the decisions of late, by the scores from before anybody decided."""
    above, scored = limit(), _lately()
    return Figures(
        found=sum(is_spam and score > above for is_spam, score in scored),
        wrong=sum(not is_spam and score > above for is_spam, score in scored),
        missed=sum(is_spam and score <= above for is_spam, score in scored),
    )


def _lately(**which):
    examples = TrainingExample.objects.filter(comment__spam_score__isnull=False, **which).order_by(
        "-pk"
    )
    return list(examples.values_list("is_spam", "comment__spam_score")[:LATELY])
