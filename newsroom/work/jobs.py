"""Facts that call for work, as rows, and their handlers, registered with `@does`."""

from collections.abc import Callable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.work.due import Due, Lost

HANDLERS: dict[str, Callable] = {}


def does(fact: str) -> Callable[[Callable], Callable]:
    """Decorator: call the function for each row of `fact`, perhaps twice after a kill."""

    def register(handler):
        if fact in HANDLERS:
            raise ValueError(f"{fact} has a handler.")
        return HANDLERS.setdefault(fact, handler)

    return register


class Job(Due):
    """A fact that calls for work, such as "article_changed"; the row is deleted after it.

    The writer of the row does not know the work, which `follow_ups.py` of each app defines.
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
        """Store that `fact` calls for work now, or `at` an aware datetime.

        Higher priorities come first. The arguments are integers and strings.
        """
        return cls.objects.create(
            fact=fact,
            arguments=list(arguments),
            priority=priority,
            next_try_at=at or timezone.now(),
        )
