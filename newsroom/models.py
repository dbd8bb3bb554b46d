"""The models of this app, imported from their modules."""

from django.db import models

from newsroom.freshness import DiscussionEdition, Edition
from newsroom.hourly_counts import HourlyCount
from newsroom.network import DayKey
from newsroom.site.masthead import MOST_DAYS, Masthead
from newsroom.work.jobs import Job
from newsroom.work.pauses import Pause

__all__ = [
    "MOST_DAYS",
    "DayKey",
    "DiscussionEdition",
    "Edition",
    "GrantedRight",
    "HourlyCount",
    "Job",
    "Masthead",
    "Pause",
]


class GrantedRight(models.Model):
    """A permission that a group was given once (newsroom/rights.py)."""

    is_bookkeeping = True

    job = models.CharField(max_length=40)
    right = models.CharField(max_length=100)
    group = models.ForeignKey("auth.Group", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "right"], name="granted_once"),
        ]

    def __str__(self):
        return f"{self.job}: {self.right}"
