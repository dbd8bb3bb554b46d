from django.db import models

from newsroom.network import DayKey


class Allowance(models.Model):
    """How many comments a network has sent in an hour (comments/limits.py)."""

    network = models.CharField(max_length=64)  # a hash, made with the day's `key`
    key = models.ForeignKey(DayKey, models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["hour", "network"], name="one_allowance_an_hour"),
        ]

    def __str__(self):
        return f"{self.hour}: {self.number}"
