from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.old_addresses import normal
from newsroom import freshness

BATCH = 500  # rows


class OldAddressQuerySet(freshness.MovesEditionQuerySet):
    @transaction.atomic
    def remember(self, addresses, thing):
        """Let the former `addresses` lead to `thing`, whatever they led to before.

        Its present address is none of them: what comes back to one takes it out of this table.
        """
        current = normal(thing.get_absolute_url())
        self.filter(path=current).delete()
        paths = {normal(address) for address in addresses} - {current}
        self.replace([self.model(path=path, **{thing._meta.model_name: thing}) for path in paths])

    @transaction.atomic
    def bury(self, model, numbers):
        """Keep the addresses of rows that are about to be deleted: they are answered 410.

        Addresses that no reader has seen are not kept.
        """
        for start in range(0, len(numbers), BATCH):
            things = model.objects.filter(pk__in=numbers[start : start + BATCH])
            known = {thing.pk: thing.known_addresses for thing in things}
            now, kind = timezone.now(), model._meta.model_name
            seen = [pk for pk, addresses in known.items() if addresses]
            self.filter(**{f"{kind}__in": seen}).update(**{kind: None}, deleted_at=now)
            paths = {normal(address) for addresses in known.values() for address in addresses}
            self.replace([self.model(path=path, deleted_at=now) for path in paths])

    def replace(self, rows):
        """Insert `rows`, in place of those with the same paths."""
        self.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["article", "topic", "author", "deleted_at"],
        )


class OldAddress(models.Model):
    """A former address, of this site or of an imported one.

    `path` is in the normal form (articles/old_addresses.py), with its query if that named the page
    ("/?p=123"). Without an article, a topic or an author it leads to the front page, or, with
    `deleted_at`, says that there is nothing any more.
    """

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey(
        "Article", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    topic = models.ForeignKey(
        "Topic", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    author = models.ForeignKey(
        "Author", models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, topic=None)
                | Q(article=None, author=None)
                | Q(topic=None, author=None),
                name="old_address_leads_to_one_thing",
            )
        ]

    def __str__(self):
        return self.path

    @property
    def thing(self):
        """Return the article, topic or author that it leads to; None for the front page."""
        return self.article or self.topic or self.author


class KeepsAddressQuerySet(freshness.MovesEditionQuerySet):
    """Rows with pages of their own: the addresses of deleted ones are answered 410."""

    @transaction.atomic
    def delete(self):
        numbers = list(self.order_by().values_list("pk", flat=True))
        OldAddress.objects.bury(self.model, numbers)
        return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]


class KeepsAddress(freshness.MovesEdition):
    """A row with a page of its own, whose former addresses lead to it for as long as it exists."""

    objects = KeepsAddressQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def known_addresses(self) -> list[str]:
        """Return the present addresses that readers may know."""
        return [self.get_absolute_url()]

    @transaction.atomic
    def delete(self, *args, **kwargs):
        OldAddress.objects.bury(type(self), [self.pk])
        return super().delete(*args, **kwargs)
