"""The card that social networks show of an article, drawn when it comes out or is changed."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction

from articles.models.sharing_words import SharingWords
from articles.pictures import cards, renditions, storing
from newsroom.models import Masthead

LONGEST = 60  # characters of a file's name


class HasSocialCard(SharingWords):
    pk: Any
    is_page: bool
    is_public: bool
    is_scheduled: bool
    as_stored: Callable

    # Its file in the storage; the end of the name says what it shows.
    social_card = models.CharField(
        max_length=LONGEST, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True

    def has_card(self, name: str) -> bool:
        """Return True unless its card shows an earlier headline, picture or name of the paper."""
        end = f".{self.fingerprint_of_card(name)}.jpg"
        return bool(self.social_card) and self.social_card.endswith(end)

    def fingerprint_of_card(self, name: str) -> str:
        """Return a hash of what its card shows in a paper called `name`."""
        picture = self.picture_elsewhere
        seen = (picture.file.name, picture.focus) if picture else None
        facts = json.dumps([cards.DRAWING, name, self.title_elsewhere, seen])
        return hashlib.sha256(facts.encode()).hexdigest()[:12]

    def wanted_card(self, name: str) -> str:
        """Return the fingerprint of the card that it should have; "" if it should have none."""
        comes_out = (self.is_public or self.is_scheduled) and not self.is_page
        is_drawn = comes_out and cards.has_shapes(self.title_elsewhere)
        return self.fingerprint_of_card(name) if is_drawn else ""

    def draw_card(self) -> bool:
        """Draw its card anew if that shows something else by now; return True if it did.

        The file is stored before the row names it. A card of what readers do not get is deleted.
        """
        name = Masthead.current().name
        wanted = self.wanted_card(name)
        if self.has_card(name) if wanted else not self.social_card:
            return False
        file = f"cards/{secrets.token_hex(8)}.{wanted}.jpg" if wanted else ""
        if file:
            storing.put(default_storage, file, self._drawn(name))
        with transaction.atomic():
            now = self.as_stored(lock=True)
            left_over = {file}
            if now and now.wanted_card(name) == wanted:
                left_over = {now.social_card}
                type(self).objects.set_social_card(self.pk, file)  # type: ignore[attr-defined]
                self.social_card = file
            storing.discard_after_commit(default_storage, left_over - {""})
        return True

    def _drawn(self, name):
        picture = self.picture_elsewhere
        try:
            pixels = renditions.open_jpeg(picture.file) if picture else None
        except OSError:  # whoever makes its renditions tells of it; a headline is a card, too
            pixels = None
        focus = picture.focus if picture else (50, 50)
        return cards.draw(name, self.title_elsewhere, pixels, focus)
