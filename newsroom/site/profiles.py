"""Links to profiles on other sites, one per line, shown with `rel="me"`.

Microformats' rel-me: a profile that links back proves that both belong to one person or paper.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_is_web_address = URLValidator(schemes=["https", "http"])


class Profile(NamedTuple):
    address: str
    name: str  # as readers see it: host and path


def profiles(lines: str) -> list[Profile]:
    return [Profile(line, _name(line)) for line in map(str.strip, lines.splitlines()) if line]


def are_profiles(lines: str):
    """Raise ValidationError with the first line that is no web address."""
    for address, _short in profiles(lines):
        try:
            _is_web_address(address)
        except ValidationError as error:
            raise ValidationError(
                _("“%(line)s” is not a web address."), params={"line": address}
            ) from error


def _name(address):
    try:
        parts = urlsplit(address)
    except ValueError:  # "https://a].b"
        return address
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
