"""An article's versions, and its changes that are not public.

The row is what readers see. Saving an article that is public writes a version and points `changes`
at it; the row stays as it is until somebody publishes the changes.
"""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from articles.models.version import (
    FORM_KEY,
    Origin,
    Version,
    Why,
    content_of,
    digest_of,
    lost,
    write_columns,
    write_lists,
)
from newsroom import freshness


class HasVersions(models.Model):
    versions: Any  # of Version
    as_stored: Callable

    # Saved, and not for readers yet; while it is set the form shows it.
    changes = models.ForeignKey(
        "Version", models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    @property
    def edited_content(self) -> dict:
        """Return what editors go on writing: the changes, else what readers see."""
        return self.changes.content if self.changes else content_of(self)

    @transaction.atomic
    def save_content(self, content, by=None, why=Why.SAVED, origin=Origin.FORM) -> Version | None:
        """Save `content` as a version: of a public article as its changes, else in its row too.

        Return None if nothing has changed.
        """
        freshness.lock()
        stored = self.as_stored(lock=True)
        if digest_of(content) == digest_of(stored.edited_content):
            return None
        stored.keep_row()
        if not stored.is_public:
            stored.write(content)
            version = stored.record(why, by, origin=origin)
            self.point_to(None)
            return version
        version = stored.record(why, by, content, origin)
        self.point_to(version if version.digest != digest_of(content_of(stored)) else None)
        return version

    @transaction.atomic
    def publish_changes(self, by=None, is_update=False) -> Version | None:
        """Show readers what was saved; return None if there is nothing.

        With `is_update` they are told the time of it, and feeds take it for new.
        """
        freshness.lock()
        stored = self.as_stored(lock=True)
        if not stored.changes:
            return None
        stored.keep_row()
        stored.write(stored.changes.content)
        if is_update:
            stored.mark_updated()
            stored.save(update_fields=["updated_at"])
        version = stored.record(Why.CHANGES, by)
        self.point_to(None)
        return version

    @transaction.atomic
    def discard_changes(self, by=None) -> Version | None:
        """Go on from what readers see; the changes stay in the history."""
        freshness.lock()
        stored = self.as_stored(lock=True)
        if not stored.changes:
            return None
        version = stored.record(Why.DISCARDED, by)
        self.point_to(None)
        return version

    @contextmanager
    def made_by(self, form_key):
        """Keep the key of a form with the versions that are made meanwhile; yield these."""
        made = self.versions.newer_than(self.versions.first())
        yield made
        if FORM_KEY.fullmatch(form_key):
            made.update(form_key=form_key)

    def restore(self, version, by=None) -> list[str]:
        """Save an earlier version as a new one; return the names of what it refers to in vain."""
        self.save_content(version.content, by, Why.RESTORED)
        return lost(version.content)

    def record(self, why, by=None, content=None, origin=Origin.FORM, moment=None) -> Version:
        """Store a version of `content`, or of the row as it is; `moment` is what it is about."""
        content = content_of(self) if content is None else content
        last = self.versions.order_by("-number").values_list("number", flat=True).first() or 0
        return self.versions.create(
            number=last + 1,
            content=content,
            digest=digest_of(content),
            why=why,
            origin=origin,
            saved_by=by,
            moment=moment,
        )

    def keep_row(self):
        """Keep what the row says, if no version has it: an import or a command wrote it."""
        content = content_of(self)
        if self.versions.filter(digest=digest_of(content)).exists():
            return
        origin = Origin.COMMAND
        if self.source and not self.versions.exists():
            origin = Origin.IMPORT
        version = self.record(Why.FOUND, content=content, origin=origin)
        Version.objects.filter(pk=version.pk).update(saved_at=self.saved_at)

    def write(self, content):
        """Write `content` into the row, with topics, bylines and related choices."""
        self.save(update_fields=write_columns(self, content))
        write_lists(self, content)
        self.relate()

    def take_up_changes(self, stored):
        """Write the changes of the article `stored`, which is not public any more, into its row."""
        stored.keep_row()
        stored.write(stored.changes.content)
        self.point_to(None)

    def point_to(self, changes):
        # Past the queryset: it is nothing that readers see, and no page grows stale by it.
        rows = type(self)._base_manager.filter(pk=self.pk)
        rows.update(changes=changes, saved_at=timezone.now())
        self.changes = changes
