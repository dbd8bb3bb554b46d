"""Which articles, and in what order: every list of them is asked for in these words."""

from datetime import date, datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import freshness


class Kind(models.TextChoices):
    STORY = "story", _("story")
    PAGE = "page", _("page (outside the front page and the feeds)")


class ArticleQuerySet(freshness.PrintedQuerySet):
    def published(self):
        """What readers may see: the one place that knows. The clock alone publishes."""
        return self.filter(published_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(published_at__gt=timezone.now())

    def drafts(self):
        return self.filter(published_at=None)

    def stories(self):
        return self.filter(kind=Kind.STORY)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def filed_under(self, year, month):
        """Those whose address names this year and month (as they stand in an address)."""
        try:
            return self.filter(filed=date(int(year), int(month), 1))
        except ValueError:
            return self.none()

    def between(self, first, end):
        """Those published from the day `first` until before the day `end`, by the local clock."""
        return self.filter(published_at__gte=_midnight(first), published_at__lt=_midnight(end))

    def before(self, article):
        """Stories older than `article`, in the order of `newest_first`."""
        moment = article.published_at
        return self.filter(published_at__lte=moment).exclude(
            published_at=moment, id__gte=article.id
        )

    def after(self, article):
        """Stories newer than `article`, in the order of `newest_first`."""
        moment = article.published_at
        return self.filter(published_at__gte=moment).exclude(
            published_at=moment, id__lte=article.id
        )

    def with_teasers(self):
        """With all that a list of teasers shows, and without the bodies that it does not."""
        return (
            self.defer("body")
            .select_related("picture")
            .prefetch_related("bylines__author", "topics")
        )


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
