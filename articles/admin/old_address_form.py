"""An old address that an editor adds to an article: what it may be, and what it may not."""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from articles import forwarding
from articles.models import OldAddress
from articles.old_addresses import normal

LONGEST = OldAddress._meta.get_field("path").max_length or 0
OF_ROWS = {"article", "page", "topic", "author"}  # names of addresses that a row has, or nobody

NEEDED = _("Please write an address.")
NO_PATH = _("Please write an address of this paper, beginning with “/”.")
TOO_LONG = _("This address is too long.")
ITS_OWN = _("This is the article's own address: it would lead to itself.")
KNOWN = _("This address leads here already.")
OF_SITE = _("This is an address of the site itself.")
OF_ANOTHER = _("This is the address of “%(name)s”.")
OLD_OF_ANOTHER = _("This is an old address of “%(name)s”. Remove it there first.")


class OldAddressForm(forms.Form):
    address = forms.CharField(
        label=_("Old address"),
        max_length=2000,
        strip=True,
        error_messages={"required": NEEDED, "max_length": TOO_LONG},
        help_text=_("As it was on the old site, for example /2019/05/old-post.html."),
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    owner: Any = None  # of the address that was typed, where it is not this article

    def __init__(self, article, data=None):
        self.article = article
        super().__init__(data)

    def clean_address(self):
        """Return the normal form of an address that leads nowhere yet."""
        path = path_of(self.cleaned_data["address"])
        if path in {normal(each) for each in own_addresses(self.article)}:
            raise ValidationError(ITS_OWN)
        self.check_owner(OF_ANOTHER, owner_of(path, self.article))
        if is_of_site(path):
            raise ValidationError(OF_SITE)
        row = OldAddress.objects.select_related("article", "topic", "author").filter(path=path)
        thing = row[0].thing if row else None
        if thing == self.article:
            raise ValidationError(KNOWN)
        self.check_owner(OLD_OF_ANOTHER, thing)
        return path

    @property
    def owner_page(self):
        return reverse(f"admin:articles_{self.owner._meta.model_name}_change", args=[self.owner.pk])

    def check_owner(self, sentence, thing):
        if thing:
            self.owner = thing
            raise ValidationError(sentence, params={"name": thing})


def path_of(typed: str) -> str:
    """Return the normal form of an address of this paper, whole or from “/” on."""
    try:
        parts = urlsplit(typed)
        is_here = parts.netloc == settings.SITE.netloc and parts.scheme in ("http", "https")
        path = normal(typed)
    except ValueError as error:
        raise ValidationError(NO_PATH) from error
    begins_here = is_here or (typed.startswith("/") and not parts.netloc)
    if not begins_here or any(unicodedata.category(letter) == "Cc" for letter in path):
        raise ValidationError(NO_PATH)
    if len(path) > LONGEST:
        raise ValidationError(TOO_LONG)
    return path


def own_addresses(article) -> list[str]:
    return list(filter(None, [article.get_absolute_url(), *article.known_addresses]))


def owner_of(path, article):
    """Return what has this address, or will have it when it is published; never `article`."""
    thing = forwarding.owner(path)
    if thing and thing != article:
        return thing
    for pattern, find in (
        (forwarding.OWNERS[0][0], forwarding.articles_at),
        (forwarding.OWNERS[-1][0], forwarding.pages_at),
    ):
        if match := pattern.fullmatch(path):
            return find(*match.groups()).exclude(filed=None).exclude(pk=article.pk).first()
    return None


def is_of_site(path) -> bool:
    """Return True if the paper itself answers there: a list, a form, a feed, a file."""
    place = path.partition("?")[0]
    if place == "/":
        return path == "/"
    if f"{place}/".startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    return any(is_answered(address) for address in (place, f"{place}/"))


def is_answered(address) -> bool:
    try:
        return resolve(address).url_name not in OF_ROWS
    except Resolver404:
        return False
