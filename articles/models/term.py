"""The number of texts with each word, from which its rarity follows."""

from django.db import models
from django.db.models import F

LONGEST = 40  # characters of a word that is counted
ALL = ""  # the row that counts the texts themselves
A_LOT = 500  # rows in one statement


class Term(models.Model):
    """The number of texts with a word (stem); the row of "" has the number of all texts."""

    stem = models.CharField(max_length=40, primary_key=True)
    number = models.IntegerField()

    def __str__(self):
        return self.stem

    @classmethod
    def recount(cls, before: set[str], after: set[str]):
        """Update the counts of a text whose words changed from `before` to `after`.

        Call it in the transaction of the text. Row locks are taken in one order, so that two
        simultaneous publications wait for each other instead of failing.
        """
        cls._move((before - after) | ({ALL} if before and not after else set()), -1)
        cls._move((after - before) | ({ALL} if after and not before else set()), 1)

    @classmethod
    def _move(cls, words, by):
        ordered = sorted(word for word in words if len(word) <= LONGEST)
        for start in range(0, len(ordered), A_LOT):
            lot = ordered[start : start + A_LOT]
            locked = cls.objects.filter(stem__in=lot).order_by("stem").select_for_update()
            known = set(locked.values_list("stem", flat=True))
            if by > 0:
                missing = [cls(stem=stem, number=0) for stem in lot if stem not in known]
                cls.objects.bulk_create(missing, ignore_conflicts=True)
            cls.objects.filter(stem__in=lot).update(number=F("number") + by)

    @classmethod
    def numbers(cls, words) -> dict[str, int]:
        """Return the number of texts with each of `words`, and under `ALL` of all texts."""
        asked = sorted({word for word in words if len(word) <= LONGEST} | {ALL})
        numbers: dict[str, int] = {}
        for start in range(0, len(asked), A_LOT):
            lot = asked[start : start + A_LOT]
            numbers.update(cls.objects.filter(stem__in=lot).values_list("stem", "number"))
        return numbers
