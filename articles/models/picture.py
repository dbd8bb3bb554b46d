import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import characters, freshness


def random_name(picture, filename):
    """A name nobody can guess or choose; what an upload was called is its sender's affair."""
    return f"pictures/{secrets.token_hex(8)}.jpg"


class Picture(freshness.Printed):
    """A picture as readers get it: re-encoded, upright, without what the camera wrote into it."""

    file = models.ImageField(
        _("file"), upload_to=random_name, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = characters.Line(
        _("alternative text"),
        max_length=300,
        help_text=_("What one would say of it to somebody on the telephone."),
    )
    credit = characters.Line(_("credit"), max_length=200, blank=True)
    caption = characters.Line(_("caption"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]

    def __str__(self):
        return self.alt
