"""The work of each night, as one row that is planned anew when it is done.

Nobody has to set up a timer for it; whoever has one (deploy/newsroom-purge.timer) loses nothing.
"""

from datetime import timedelta

from django.utils import timezone

from newsroom.work.jobs import Job

FACT = "night_came"
A_DAY = timedelta(days=1)


def begin():
    """Plan the first night, unless there is one."""
    if not _rows().exists():
        Job.plan(FACT)


def plan_next():
    """Plan the night after the one that is being worked on; once, if that is done again."""
    if _rows().count() < 2:
        Job.plan(FACT, at=timezone.now() + A_DAY)


def _rows():
    return Job.objects.filter(fact=FACT, given_up_at=None)
