"""Which comments, and in what order: every list of them is asked for in these words."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from comments.status import Status

LATELY = timedelta(days=3)


class CommentQuerySet(models.QuerySet):
    def approved(self):
        """What readers may see: the one place that knows."""
        return self.filter(status=Status.APPROVED)

    def waiting(self):
        return self.filter(status=Status.PENDING)

    def in_threads(self):
        """Each reply behind what it answers, the oldest first."""
        return self.order_by("path")

    def with_thread(self):
        """The first comments of threads in which there is something to read, shown or not."""
        return self.filter(thread_size__gt=0)

    def picked(self):
        """The editors' picks, the latest first."""
        return self.approved().filter(featured_at__isnull=False).order_by("-featured_at", "-id")

    def edited(self):
        """Public ones for which other words wait."""
        return self.filter(revisions__status=Status.PENDING)

    def reported(self):
        """Those against which a notice is open."""
        return self._with_open(lambda notices: notices.reports())

    def appealed(self):
        """Those whose writers ask another moderator."""
        return self._with_open(lambda notices: notices.appeals())

    def _with_open(self, some):
        notices = self.model._meta.get_field("notices").related_model.objects
        return self.filter(pk__in=some(notices.open()).values("comment"))

    def lately_decided(self):
        """Those about which somebody at the desk decided in the last days, the latest first."""
        since = timezone.now() - LATELY
        by_people = models.Q(decisions__way="desk", decisions__at__gt=since)
        decided = self.annotate(decided_at=models.Max("decisions__at", filter=by_people))
        return decided.filter(by_people).order_by("-decided_at", "-id")

    def before(self, moment_and_number=None):
        """The newest first, from behind the one that was written then and has that number."""
        rows = self.order_by("-created_at", "-id")
        if moment_and_number is None:
            return rows
        moment, number = moment_and_number
        earlier = models.Q(created_at__lt=moment) | models.Q(created_at=moment, id__lt=number)
        return rows.filter(earlier, created_at__lte=moment)  # the second is for the index

    def oldest_first(self):
        return self.order_by("created_at", "id")
