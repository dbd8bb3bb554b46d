"""The experience and the recent quality of the spam filter."""

from typing import NamedTuple

from comments.models.training_example import FeatureCount, TrainingExample
from comments.spam import threshold


class Experience(NamedTuple):
    """The number of learned comments, and the number needed before any is held."""

    good: int
    spam: int
    good_needed: int
    spam_needed: int

    @property
    def is_enough(self):
        return self.good >= self.good_needed and self.spam >= self.spam_needed


def experience() -> Experience:
    seen = FeatureCount.of_all_comments()
    needed = threshold.ENOUGH_GOOD, threshold.ENOUGH_SPAM
    return Experience(int(seen.good), int(seen.spam), *needed)


class Quality(NamedTuple):
    """The numbers of held comments, and of those that people called spam."""

    caught: int  # spam that was above the limit
    wrong: int  # good comments above it
    missed: int  # spam below it

    @property
    def precision(self):
        """Return the percentage of spam among held comments; None without any."""
        held = self.caught + self.wrong
        return round(100 * self.caught / held) if held else None

    @property
    def recall(self):
        """Return the percentage of held ones among spam; None without any."""
        spam = self.caught + self.missed
        return round(100 * self.caught / spam) if spam else None


def quality() -> Quality:
    """Count the decisions of late by the scores from before anybody decided."""
    good = [score for is_spam, score in TrainingExample.recent_scores(is_spam=False)]
    above, scored = threshold.threshold(good), TrainingExample.recent_scores()
    return Quality(
        caught=sum(is_spam and score > above for is_spam, score in scored),
        wrong=sum(not is_spam and score > above for is_spam, score in scored),
        missed=sum(is_spam and score <= above for is_spam, score in scored),
    )
