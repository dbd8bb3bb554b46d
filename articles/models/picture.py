import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles import tasks
from articles.pictures import renditions
from newsroom import characters, freshness

STEPS = 25  # per cent: how finely a page places the focus (static/css/picture.css)


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
    # In which widths it is ready, in every format; empty until a task has made them.
    widths = models.JSONField(default=list, editable=False)
    focus_x = models.PositiveSmallIntegerField(
        _("focus from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent: what stays in sight where it is cut. Or click into it."),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus from the top"), default=50, validators=[MaxValueValidator(100)]
    )
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

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = Picture.objects.filter(pk=self.pk).first() if self.pk else None
        is_new = not before or before.file.name != self.file.name
        if is_new:
            self.widths = []
        super().save(*args, **kwargs)
        if before and is_new:
            before.discard()
        if is_new or before.focus != self.focus:
            tasks.develop_picture.enqueue(self.pk)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        self.discard()
        return super().delete(*args, **kwargs)

    @property
    def focus(self):
        return self.focus_x, self.focus_y

    @property
    def focus_classes(self):
        """The focus as classes of the style sheet: a page may not say a style of its own."""
        x, y = (round(part / STEPS) * STEPS for part in self.focus)
        return f"focus-x{x} focus-y{y}"

    # -- its renditions

    def develop(self):
        """Make its renditions and its card; only then do pages speak of them."""
        storage, made = self.file.storage, renditions.widths(self.width)
        with self.file.open() as file:
            for name, content in renditions.make(self.file.name, file, self.focus):
                storage.delete(name)
                storage.save(name, ContentFile(content))
        ready = Picture.objects.filter(pk=self.pk, file=self.file.name).update(widths=made)
        self.widths = made
        if not ready:  # it was replaced or deleted meanwhile
            self.discard()

    def discard(self):
        """Have its files deleted once the change that makes them useless is stored."""
        storage = self.file.storage
        for name in (self.file.name, *renditions.names(self.file.name, self.widths)):
            transaction.on_commit(partial(storage.delete, name))

    def url(self, width, form):
        return self.file.storage.url(renditions.name(self.file.name, width, form))

    def srcset(self, form):
        """Address and width of each rendition in `form`, as HTML's srcset takes them."""
        return ", ".join(f"{self.url(width, form)} {width}w" for width in self.widths)

    @property
    def sources(self):
        """(media type, srcset) of the formats that are better than JPEG, the best first."""
        if not self.widths:
            return []
        return [(f"image/{form}", self.srcset(form)) for form in ("avif", "webp")]

    @property
    def jpegs(self):
        return self.srcset("jpeg") if self.widths else ""

    @property
    def plain_url(self):
        """The JPEG for those who know no srcset; the whole one until others are ready."""
        if not self.widths:
            return self.file.url
        return self.url(min(self.widths, key=lambda width: abs(width - 960)), "jpeg")

    @property
    def card(self):
        """(address, width, height) of what stands for it elsewhere."""
        if not self.widths:
            return self.file.url, self.width, self.height
        return self.file.storage.url(renditions.card_name(self.file.name)), *renditions.CARD
