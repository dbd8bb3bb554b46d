"""Functions that are called later: `@job`, and the rows in which the calls stand."""

from collections.abc import Callable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from newsroom.work.due import Due, Lost


class Job(Due):
    """A call that is due; when it has returned, the row goes."""

    function = models.CharField(_("function"), max_length=100)
    arguments = models.JSONField(_("arguments"), default=list)
    priority = models.SmallIntegerField(default=0, editable=False)

    IN_ORDER = ("-priority", "next_try_at", "pk")

    class Meta:
        verbose_name = _("piece of work")
        verbose_name_plural = _("work")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["-priority", "next_try_at"],
                condition=models.Q(given_up_at=None),
                name="jobs_due",
            )
        ]

    def __str__(self):
        return f"{self.function}({', '.join(map(str, self.arguments))})"

    def carry_out(self):
        import_string(self.function)(*self.arguments)
        if not self._held().delete()[0]:
            raise Lost


class Planned:
    """A function, and a way to have it called later; it may be called twice, if we are killed."""

    def __init__(self, function: Callable, priority: int):
        self.function, self.priority = function, priority
        self.name = f"{function.__module__}.{function.__qualname__}"
        self.__doc__ = function.__doc__

    def __call__(self, *arguments):
        return self.function(*arguments)

    def plan(self, *arguments, at: datetime | None = None) -> Job:
        """Write down that it is due now, or `at` a moment (aware)."""
        return Job.objects.create(
            function=self.name,
            arguments=list(arguments),
            priority=self.priority,
            next_try_at=at or timezone.now(),
        )


def job(*, priority=0) -> Callable[[Callable], Planned]:
    """Have a function of numbers and texts called by the loop; higher priorities come first."""
    return lambda function: Planned(function, priority)
