import re
import secrets

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models.picture_queryset import PictureQuerySet
from articles.models.trash import HasTrash
from articles.pictures import markup, renditions, storing
from newsroom import freshness, html
from newsroom.html import figures
from newsroom.text import characters
from newsroom.work.jobs import Job

MIDDLE = 50  # percent
AN_ADDRESS = re.compile(r"[^\"'\s]+")


def random_name(picture, filename):
    """Return a random name; an upload's own name is private, and could be guessed."""
    return f"pictures/{secrets.token_hex(8)}.jpg"


class Picture(HasTrash, freshness.MovesEdition):
    """A picture for readers: re-encoded, upright, without metadata.

    `file` is the JPEG from which its renditions are made, shown until they are ready. In the trash
    it is hidden from the library; its files stay, and so do the pages that show it.
    """

    file = models.ImageField(
        _("file"), upload_to=random_name, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = characters.Line(
        _("alternative text"),
        max_length=300,
        blank=True,  # it is uploaded first, and described then
        help_text=_("Describe the picture for people who can't see it."),
    )
    credit = characters.Line(_("credit"), max_length=200, blank=True)
    licence = characters.Line(
        _("licence"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("Shown behind the credit: CC BY 4.0, for example."),
    )
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
        return self.alt or self.caption or f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_tall(self):
        return self.height > self.width

    @property
    def credit_line(self):
        return ", ".join(filter(None, [self.credit, self.licence]))

    def as_media(self) -> dict:
        """Return address, media type, size in pixels and description, for feeds."""
        size = {"width": self.width, "height": self.height}
        return {"url": self.file.url, "type": "image/jpeg", **size, "alt": self.alt}

    # -- saving and deleting

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        # The file goes first: nobody else has to wait for a storage that is far away.
        self._meta.get_field("file").pre_save(self, add=self._state.adding)
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
        if before:
            self.update_texts(before)
        if is_replaced:
            before.discard_files()
        if not self.is_ready:
            # Mail and lists go first: until these are made, readers see the picture itself.
            Job.plan("picture_stored", self.pk, priority=-10)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        Picture.objects.filter(pk=self.pk).keep_those_in_texts()
        self.outdate_cards()
        self.discard_files()
        return super().delete(*args, **kwargs)

    def outdate_cards(self):
        """Plan that cards which were drawn with it are drawn without, at once."""
        articles = self._meta.get_field("articles").related_model.objects
        for pk in articles.with_cards_of([self.pk]).order_by().values_list("pk", flat=True):
            Job.plan("card_outdated", pk, priority=10)

    def as_stored(self):
        return Picture.objects.select_for_update().filter(pk=self.pk).first() if self.pk else None

    def update_texts(self, before):
        """Show in texts what is new of it: its file, and its words where a text has the same."""
        old, new = markup.in_text(before), markup.in_text(self)

        def change(body):
            if old.src != new.src:
                body = AN_ADDRESS.sub(
                    lambda address: new.src if before.stem in address[0] else address[0], body
                )
            return figures.renewed(html.collapsed(body), old, new)

        if old._replace(sources=()) != new._replace(sources=()):
            for article in self.texts.all():
                article.change_text(change)

    def take_out_of_pages(self):
        for article in self.texts.all():
            article.change_text(lambda body: figures.without(body, self.pk))

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
