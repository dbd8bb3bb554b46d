"""Who the paper is, as readers and search engines ask (schema.org's NewsMediaOrganization)."""

from typing import NamedTuple

from django.core.validators import EmailValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.text import characters


def is_contact(address):
    if not address.startswith(("https://", "mailto:")):
        EmailValidator(_("Please write an e-mail address, or a web address with https://."))(
            address
        )


class Section(NamedTuple):
    """A part of the page about the paper; `name` is its anchor."""

    name: str
    heading: Promise
    text: str


class AboutThePaper(models.Model):
    """The part of the masthead that is about those who make the paper; what is empty shows nothing.

    A page about the paper and the structured data have it from here.
    """

    publisher = characters.Line(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("The company or person that publishes the paper, by its full legal name."),
    )
    postal_address = characters.Text(_("postal address"), blank=True)
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        validators=[is_contact],
        help_text=_("An e-mail or web address at which readers reach the newsroom."),
    )
    people = characters.Text(
        _("people"), blank=True, help_text=_("Who makes the paper: one name and job a line.")
    )
    ownership = characters.Text(
        _("ownership and funding"),
        blank=True,
        help_text=_("Who owns the paper, and what it lives on."),
    )
    ethics_policy = characters.Text(
        _("ethics policy"),
        blank=True,
        help_text=_("What the newsroom does and does not do. A blank line starts a paragraph."),
    )
    corrections_policy = characters.Text(
        _("corrections policy"),
        blank=True,
        help_text=_("How errors are reported and corrected. A blank line starts a paragraph."),
    )

    class Meta:
        abstract = True

    @property
    def sections(self) -> list[Section]:
        """Return the sections with a text."""
        every = (
            Section("publisher", _("Publisher"), f"{self.publisher}\n{self.postal_address}"),
            Section("contact", _("Contact"), self.contact.removeprefix("mailto:")),
            Section("people", _("People"), self.people),
            Section("ownership", _("Ownership and funding"), self.ownership),
            Section("ethics", _("Ethics policy"), self.ethics_policy),
            Section("corrections", _("Corrections policy"), self.corrections_policy),
        )
        return [section for section in every if section.text.strip()]

    @property
    def contact_link(self) -> str:
        """Return the contact as the address of a link; "" without one."""
        is_address = not self.contact or self.contact.startswith(("https://", "mailto:"))
        return self.contact if is_address else f"mailto:{self.contact}"
