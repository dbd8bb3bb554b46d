"""Pauses of a lane while a service that all its work needs is down, such as the mail server."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from newsroom import logs

LENGTHS = [timedelta(seconds=seconds) for seconds in (10, 60, 300, 900)]


class Unreachable(Exception):
    """Work failed for a reason that affects all work of its lane; the cause is `__cause__`."""


class Pause(models.Model):
    """A lane that waits for a service to come back, longer each time."""

    lane = models.CharField(max_length=8, unique=True)
    until = models.DateTimeField()
    since = models.DateTimeField(default=timezone.now)
    times = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.lane}: {self.error}"

    @classmethod
    def holds(cls, lane) -> bool:
        return cls.objects.filter(lane=lane, until__gt=timezone.now()).exists()

    @classmethod
    def begin(cls, lane, error: BaseException):
        pause, _is_new = cls.objects.get_or_create(lane=lane, defaults={"until": timezone.now()})
        pause.until = timezone.now() + LENGTHS[min(pause.times, len(LENGTHS) - 1)]
        pause.times, pause.error = pause.times + 1, logs.named(error)[:200]
        pause.save()

    @classmethod
    def end(cls, lane):
        pauses = cls.objects.filter(lane=lane)
        if pauses.exists():  # to delete none takes SQLite's lock as well
            pauses.delete()
