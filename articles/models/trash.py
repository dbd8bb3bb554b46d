"""The trash: what is deleted at the desk can be restored for 30 days, and is then deleted."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import freshness
from newsroom.work.jobs import Job

KEPT_IN_TRASH = timedelta(days=30)


class TrashQuerySet:
    def in_trash(self):
        return self.exclude(trashed_at=None)

    def out_of_trash(self):
        return self.filter(trashed_at=None)


class HasTrash(models.Model):
    """A row with a trash; the fact "<model>_trashed" calls for its deletion when the time comes."""

    pk: Any

    trashed_at = models.DateTimeField(_("in the trash since"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("deleted by"),
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def trash(self, by=None) -> bool:
        """Move it to the trash; return False if it is there already, or gone."""
        freshness.lock()
        now = timezone.now()
        moved = self._rows().out_of_trash().update(trashed_at=now, trashed_by=by)
        if moved:
            self.trashed_at, self.trashed_by = now, by
            Job.plan(f"{self._meta.model_name}_trashed", self.pk, at=now + KEPT_IN_TRASH)
        return bool(moved)

    @transaction.atomic
    def untrash(self, by=None) -> bool:
        """Put it back; return False if it is not in the trash."""
        freshness.lock()
        moved = self._rows().in_trash().update(trashed_at=None, trashed_by=None)
        self.trashed_at = self.trashed_by = None
        return bool(moved)

    @transaction.atomic
    def purge(self) -> bool:
        """Delete it for good; return False if it was restored meanwhile, or is gone."""
        freshness.lock()
        if not self._rows().in_trash().exists():
            return False
        self.take_out_of_pages()
        self.delete()
        return True

    def take_out_of_pages(self):
        """Change what must not name it any more when it is deleted."""

    @property
    def trashed_until(self):
        return self.trashed_at + KEPT_IN_TRASH

    @property
    def days_left(self) -> int:
        """Return how many days it stays in the trash, begun ones counted."""
        return max(-((timezone.now() - self.trashed_until) // timedelta(days=1)), 0)

    @property
    def is_due(self):
        return bool(self.trashed_at) and self.trashed_until <= timezone.now()

    def _rows(self):
        return type(self)._default_manager.filter(pk=self.pk)
