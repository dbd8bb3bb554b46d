"""What search engines and social networks show of an article; empty is what the article says."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.text import characters


class SharingWords(models.Model):
    headline: Any
    teaser: Any
    picture: Any

    description = characters.Line(
        _("description"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("Search engines show about 155 characters. Leave empty to use the lead."),
    )
    social_title = characters.Line(
        _("title for search and social networks"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("About 60 characters are shown. Leave empty to use the headline."),
    )
    social_picture = models.ForeignKey(
        "Picture",
        models.SET_NULL,
        verbose_name=_("picture for social networks"),
        related_name="shared_by",
        null=True,
        blank=True,
        db_index=False,  # hardly an article has one: see the index of the model
        help_text=_("Leave empty to use the article's picture."),
    )

    class Meta:
        abstract = True

    @property
    def title_elsewhere(self) -> str:
        return self.social_title or self.headline

    @property
    def description_elsewhere(self) -> str:
        return self.description or self.teaser

    @property
    def picture_elsewhere(self):
        return self.social_picture or self.picture
