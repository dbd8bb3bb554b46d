"""Facts that call for work, as rows; `@does` says what is done about them."""

from collections.abc import Callable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.work.due import Due, Lost

HANDLERS: dict[str, Callable] = {}


def does(fact: str) -> Callable[[Callable], Callable]:
    """Have a function called for each row of `fact`; it may be called twice, if we are killed."""

    def register(handler):
        if fact in HANDLERS:
            raise ValueError(f"{fact} has a handler.")
        return HANDLERS.setdefault(fact, handler)

    return register


class Job(Due):
    """A fact that calls for work, such as "article_changed"; once it is done, the row goes.

    Whoever writes it knows nothing of the work: `follow_ups.py` of each app does.
    """

    fact = models.CharField(_("cause"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=list)
    priority = models.SmallIntegerField(default=0, editable=False)

    IN_ORDER = ("-priority", "next_try_at", "pk")

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["-priority", "next_try_at"],
                condition=models.Q(given_up_at=None),
                name="jobs_due",
            )
        ]

    def __str__(self):
        return f"{self.fact}({', '.join(map(str, self.arguments))})"

    def carry_out(self):
        HANDLERS[self.fact](*self.arguments)
        if not self._held().delete()[0]:
            raise Lost

    @classmethod
    def plan(cls, fact: str, *arguments, at: datetime | None = None, priority=0) -> "Job":
        """Write down that `fact` calls for work now, or `at` a moment (aware).

        Higher priorities come first. The arguments are numbers and texts.
        """
        return cls.objects.create(
            fact=fact,
            arguments=list(arguments),
            priority=priority,
            next_try_at=at or timezone.now(),
        )
