"""The edited front page: the places that an editor has filled; all others fill by themselves.

A place is a number of the sequence of stories: the lead, the seconds, the first of the river. A row
counts as long as its article is public and its time is not over, by the clock alone.
"""

import hashlib

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.dates import check
from articles.models.article_queryset import is_public
from newsroom import freshness
from newsroom.text import characters

LEAD = 0
SECONDS = range(1, 5)
RIVER = range(5, 11)
PLACES = [LEAD, *SECONDS, *RIVER]


class Layout(models.TextChoices):
    BESIDE = "beside", _("picture beside")
    WIDE = "wide", _("picture wide")
    TEXT = "text", _("text only")


class Crop(models.TextChoices):
    """The part of a picture that cropping keeps, in percent from the left and from above."""

    AS_PICTURE = "", _("as set for the picture")
    MIDDLE = "50-50", _("middle")
    TOP = "50-0", _("top")
    BOTTOM = "50-100", _("bottom")
    LEFT = "0-50", _("left")
    RIGHT = "100-50", _("right")


class FrontPlaceQuerySet(freshness.MovesEditionQuerySet):
    def in_force(self):
        """Return those that readers get, with their stories."""
        return self.lasting().filter(is_public("article__"), article__never_on_front=False)

    def lasting(self):
        """Return those whose time is not over, whatever has become of their stories."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def state(self) -> str:
        """Return a hash of all of them, by which a later save knows an earlier one."""
        columns = ("number", "article_id", "layout", "until", "headline", "crop")
        rows = list(self.order_by("number").values_list(*columns))
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]

    @transaction.atomic
    def put(self, places):
        """Replace all of them by unsaved ones."""
        self.all().delete()
        self.bulk_create(places)

    put.alters_data = True  # type: ignore[attr-defined]


class FrontPlace(freshness.MovesEdition):
    number = models.PositiveSmallIntegerField(unique=True)
    article = models.OneToOneField("Article", models.CASCADE, related_name="front_place")
    layout = models.CharField(_("layout"), max_length=8, choices=Layout, default=Layout.BESIDE)
    until = models.DateTimeField(_("until"), null=True, blank=True, validators=[check])
    headline = characters.Line(_("headline on the front"), max_length=200, blank=True)
    crop = models.CharField(_("crop"), max_length=8, choices=Crop, blank=True, default="")

    objects = FrontPlaceQuerySet.as_manager()

    class Meta:
        default_permissions = ("change",)
        ordering = ["number"]
        verbose_name = _("place on the front")
        verbose_name_plural = _("front")

    def __str__(self):
        return self.headline or str(self.article)
