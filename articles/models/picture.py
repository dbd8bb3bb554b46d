import re
import secrets

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.pictures import renditions, storing
from newsroom import freshness
from newsroom.text import characters
from newsroom.work.jobs import Job

MIDDLE = 50  # percent
AN_ADDRESS = re.compile(r"[^\"'\s]+")


def random_name(picture, filename):
    """Return a random name; an upload's own name is private, and could be guessed."""
    return f"pictures/{secrets.token_hex(8)}.jpg"


class PictureQuerySet(freshness.MovesEditionQuerySet):
    @transaction.atomic
    def delete(self):
        self.keep_those_in_texts()
        for picture in self:
            picture.discard_files()
        return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    def keep_those_in_texts(self):
        """Raise ProtectedError if the text of an article shows one of these."""
        articles = self.model._meta.get_field("articles").related_model.objects
        if showing := set(articles.with_pictures_in_text(self)):
            raise models.ProtectedError("Pictures stand in the text of articles.", showing)


class Picture(freshness.MovesEdition):
    """A picture for readers: re-encoded, upright, without metadata.

    `file` is the JPEG from which its renditions are made, shown until they are ready.
    """

    file = models.ImageField(
        _("file"), upload_to=random_name, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = characters.Line(
        _("alternative text"),
        max_length=300,
        help_text=_("Describe the picture for people who can't see it."),
    )
    credit = characters.Line(_("credit"), max_length=200, blank=True)
    caption = characters.Line(_("caption"), max_length=300, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focus, from the left"), default=MIDDLE, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focus, from the top"),
        default=MIDDLE,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent. This point stays visible where the picture is cropped."),
    )
    # Its files in the storage; articles/pictures/renditions.py names them.
    ready_widths = models.JSONField(default=list, editable=False)
    card = models.CharField(max_length=100, blank=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]

    def __str__(self):
        return self.alt

    def as_media(self) -> dict:
        """Return address, media type, size in pixels and description, for feeds."""
        size = {"width": self.width, "height": self.height}
        return {"url": self.file.url, "type": "image/jpeg", **size, "alt": self.alt}

    # -- saving and deleting

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        freshness.lock()
        before = self.as_stored()
        is_replaced = before is not None and before.file.name != self.file.name
        if before and not is_replaced:
            # A task may have finished while somebody was writing a caption.
            self.ready_widths, self.card = before.ready_widths, before.card
        else:
            self.ready_widths, self.card = [], ""
        if update_fields is not None:
            update_fields = {*update_fields, "ready_widths", "card"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_replaced:
            before.give_way_in_texts(self)
            before.discard_files()
        if not self.is_ready:
            # Mail and lists go first: until these are made, readers see the picture itself.
            Job.plan("picture_stored", self.pk, priority=-10)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        Picture.objects.filter(pk=self.pk).keep_those_in_texts()
        self.discard_files()
        return super().delete(*args, **kwargs)

    def as_stored(self):
        return Picture.objects.select_for_update().filter(pk=self.pk).first() if self.pk else None

    def give_way_in_texts(self, successor):
        """Put the file of `successor` into the text of articles, in the place of its own."""
        articles = Picture._meta.get_field("articles").related_model.objects
        for article in articles.with_pictures_in_text([self]):
            article.body = AN_ADDRESS.sub(
                lambda address: successor.file.url if self.stem in address[0] else address[0],
                article.body,
            )
            article.save(update_fields=["body"])

    @property
    def stem(self):
        """Return the part that the names of all its files have in common."""
        return self.file.name.removesuffix(".jpg")

    @property
    def files(self):
        derived = renditions.names(self.file.name, self.width)
        return {self.file.name, *derived, self.card_to_be, self.card} - {""}

    def discard_files(self):
        storing.discard_after_commit(self.file.storage, self.files)

    # -- its renditions

    @property
    def focus(self):
        return self.focal_x, self.focal_y

    @property
    def card_to_be(self):
        return renditions.card_name(self.file.name, self.focus)

    @property
    def is_ready(self):
        return self.ready_widths == renditions.widths(self.width) and self.card == self.card_to_be

    def make_renditions(self) -> bool:
        """Make its missing renditions and its card; return True if any was missing.

        The files are stored before the row, so that no page names a missing file. If the picture is
        replaced or deleted meanwhile, or its focus moved, the files are deleted. Raise OSError if
        the picture cannot be read.
        """
        if self.is_ready:
            return False
        self.store_renditions()
        with transaction.atomic():
            now = self.as_stored()
            if now and (now.file.name, now.focus) == (self.file.name, self.focus):
                self.ready_widths, self.card = renditions.widths(self.width), self.card_to_be
                ready = {"ready_widths": self.ready_widths, "card": self.card}
                Picture.objects.filter(pk=self.pk).update(**ready)
                left_over = {now.card} - {self.card, ""}
            else:
                left_over = self.files - (now.files if now else set())
            storing.discard_after_commit(self.file.storage, left_over)
        return True

    def store_renditions(self):
        image = renditions.open_jpeg(self.file)
        if self.ready_widths != renditions.widths(self.width):
            for name, content in renditions.render_all(image, self.file.name):
                storing.put(self.file.storage, name, content)
        card = renditions.render_card(image, self.focus)
        storing.put(self.file.storage, self.card_to_be, card)
