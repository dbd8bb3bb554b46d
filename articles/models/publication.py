"""What readers see of an article, by two clocks: `published_at` and `unpublished_at`.

In the trash it keeps both, and nobody sees it.
"""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import dates
from articles.models.search_text import SearchText
from articles.models.trash import HasTrash
from articles.models.version import Origin, Why
from newsroom import freshness
from newsroom.models import Masthead
from newsroom.work.jobs import Job

CLOCKS = {"published_at", "unpublished_at"}
UNDER_EMBARGO = _("It is under embargo: choose a later time, or remove the embargo.")


class Embargoed(ValidationError):
    pass


def _origin(by) -> str:
    return Origin.FORM if by else Origin.COMMAND


class Publication(HasTrash):
    published_at: Any
    unpublished_at: Any
    preview_links: Any
    as_stored: Callable
    leave_lists: Callable
    relate: Callable

    class Meta:
        abstract = True

    @property
    def is_public(self):
        has_come = dates.is_possible(self.published_at) and self.published_at <= timezone.now()
        return has_come and not (self.is_unpublished or self.trashed_at)

    @property
    def is_scheduled(self):
        will_come = dates.is_possible(self.published_at) and self.published_at > timezone.now()
        return will_come and not (self.is_unpublished or self.trashed_at)

    @property
    def is_unpublished(self):
        return bool(self.unpublished_at) and self.unpublished_at <= timezone.now()

    @property
    def state(self) -> str:
        if self.trashed_at:
            return "trashed"
        if self.is_unpublished:
            return "unpublished"
        if self.is_public:
            return "public"
        return "scheduled" if self.is_scheduled else "draft"

    @property
    def was_public(self):
        moment = self.published_at
        has_come = dates.is_possible(moment) and moment <= timezone.now()
        ends = filter(None, (self.unpublished_at, self.trashed_at))
        return has_come and all(end > moment for end in ends)

    @property
    def has_known_address(self):
        """Return True if readers may know its address, even if its date was removed since."""
        return bool(self.filed) and (not self.published_at or self.was_public)

    @transaction.atomic
    def publish(self, at=None, until=None, by=None):
        """Publish it now or `at` an aware datetime, with its changes; take it off `until` another.

        Without `at`, an article that was public before keeps its date. Raise ValidationError for an
        impossible date, and before the end of an embargo.
        """
        if at:
            dates.check(at)
        freshness.lock()
        before = self.as_stored(lock=True) or self
        end = before.end
        if before.changes and not before.is_public:
            self.take_up_changes(before)
        self.published_at = at or (before.published_at if before.was_public else timezone.now())
        self.unpublished_at = until
        self.slug, self.filed = before.slug, before.filed
        if not before.has_known_address:
            self.take_free_slug()
        self.save(update_fields={*CLOCKS, "slug"} if self.pk else None)
        self.relate()
        self.relate_later()
        why = Why.SCHEDULED if self.is_scheduled else Why.PUBLISHED
        self.record(why, by, origin=_origin(by), moment=self.published_at)
        self.record_end(end, by)

    @transaction.atomic
    def unpublish(self, at=None, by=None):
        """Take it off the site now or `at` a moment, keeping its address and date."""
        freshness.lock()
        end = (self.as_stored(lock=True) or self).end
        self.unpublished_at = at or timezone.now()
        self.save(update_fields=["unpublished_at"])
        if not self.is_unpublished:
            self.relate_later()
            self.record_end(end, by)
            return
        self.leave_lists()
        Job.plan("card_outdated", self.pk)
        self.record(Why.UNPUBLISHED, by, origin=_origin(by))

    @transaction.atomic
    def stay_public(self, by=None):
        """Forget the moment at which it was to be unpublished."""
        freshness.lock()
        end = (self.as_stored(lock=True) or self).end
        self.unpublished_at = None
        self.save(update_fields=["unpublished_at"])
        self.record_end(end, by)

    @property
    def end(self):
        """Return the moment at which it is to be unpublished."""
        return None if self.is_unpublished else self.unpublished_at

    def record_end(self, earlier, by):
        """Record who planned, moved or cancelled its end, if it is not the `earlier` one."""
        if self.end != earlier:
            why = Why.ENDING if self.end else Why.ENDLESS
            self.record(why, by, origin=_origin(by), moment=self.end)

    def relate_later(self):
        """Plan that lists of related posts are made anew when the clock takes it off."""
        if self.unpublished_at and not self.is_unpublished:
            Job.plan("article_changed", self.pk, at=self.unpublished_at)

    @property
    def is_embargoed(self):
        return bool(self.embargo_until) and self.embargo_until > timezone.now()

    @transaction.atomic
    def set_embargo(self, until, by=None):
        """Keep it from readers `until` then, or, with None, no longer. Raise Embargoed if it is out
        before."""
        self.embargo_until = until
        self.save(update_fields=["embargo_until"])
        self.record(Why.EMBARGO if until else Why.FREED, by, origin=_origin(by), moment=until)

    def check_embargo(self):
        """Raise Embargoed if readers would get it before its embargo ends."""
        comes_out = dates.is_possible(self.published_at) and not self.is_unpublished
        if self.is_embargoed and comes_out and self.published_at < self.embargo_until:
            raise Embargoed(UNDER_EMBARGO)

    def announce(self, before):
        """Plan a message to the hub for its publication; `before` is the stored article.

        It hears of each publication once: not of another date for what is public already.
        """
        moment = self.published_at
        if before and (before.published_at, before.state) == (moment, self.state):
            return
        planned = Job.objects.filter(fact="news_published", arguments=[self.pk])
        planned.filter(next_try_at__gt=timezone.now(), tries=0).delete()
        is_news = dates.is_possible(moment) and moment >= timezone.now() - timedelta(days=1)
        is_to_come = self.is_public or self.is_scheduled
        if is_news and is_to_come and not (before and before.is_public) and Masthead.current().hub:
            Job.plan("news_published", self.pk, at=moment if self.is_scheduled else None)

    def mark_updated(self):
        self.updated_at = timezone.now()

    @property
    def was_updated(self):
        """Return True if it was updated after its publication; before, it was only written."""
        updated, published = self.updated_at, self.published_at
        return bool(updated and published) and updated > published

    @property
    def changed_at(self):
        """Return when machines shall read it again; small changes do not count."""
        moments = (self.published_at, self.updated_at, self.corrections_changed_at)
        return max(filter(None, moments), default=None)

    # -- the trash

    @transaction.atomic
    def trash(self, by=None) -> bool:
        """Take it from readers at once; comments, followers, addresses and changes stay with it."""
        freshness.lock()
        before = self.as_stored(lock=True)
        if not super().trash(by):
            return False
        self.leave_lists()
        Job.plan("card_outdated", self.pk)
        self.preview_links.all().delete()
        self._has_moved(before, Why.TRASHED, by)
        return True

    @transaction.atomic
    def untrash(self, by=None) -> bool:
        """Put it back as it was; only what was to come out meanwhile does not."""
        freshness.lock()
        before = self.as_stored(lock=True)
        if not super().untrash(by):
            return False
        self.unpublished_at = before.as_restored().unpublished_at
        self._rows().update(unpublished_at=self.unpublished_at)
        self._has_moved(before, Why.UNTRASHED, by)
        self.relate()
        self.relate_later()
        return True

    def as_restored(self):
        """Return a copy as it would be out of the trash; nothing is stored."""
        restored = copy(self)
        if self.missed_its_time:
            restored.unpublished_at = self.trashed_at
        restored.trashed_at = restored.trashed_by = None
        return restored

    @property
    def missed_its_time(self) -> bool:
        """Return True if it would have come out by itself, but was in the trash."""
        moment = self.published_at
        has_come = dates.is_possible(moment) and moment <= timezone.now()
        return bool(has_come and self.trashed_at and self.trashed_at < moment)

    def _has_moved(self, before, why, by):
        stored = self.as_stored()
        SearchText.index(stored)
        stored.announce(before)
        stored.record(why, by, origin=_origin(by))
        self.saved_at = timezone.now()
        self._rows().update(saved_at=self.saved_at)
