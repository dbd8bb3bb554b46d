"""A check of ads.txt (IAB Tech Lab, ads.txt 1.1, 2022).

The file is served as it is stored; faults are shown to the owner, line by line.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.I)
RELATIONS = {"DIRECT", "RESELLER"}
VARIABLES = {"CONTACT", "INVENTORYPARTNERDOMAIN", "MANAGERDOMAIN", "OWNERDOMAIN", "SUBDOMAIN"}
BOM = "\ufeff"


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, message) for each line of `text` that a buyer could misread."""
    if text.startswith(BOM):
        yield 1, _("It begins with an invisible byte order mark, which hides the first line.")
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.removeprefix(BOM).splitlines(), 1):
        record = line.partition("#")[0].partition(";")[0].strip()
        if not record:
            continue
        if "=" in record.partition(",")[0]:
            yield from ((number, fault) for fault in _variable_faults(record))
            continue
        fields = [field.strip() for field in record.split(",")]
        yield from ((number, fault) for fault in _seller_faults(fields))
        key = (fields[0].lower(), *fields[1:2], *(field.upper() for field in fields[2:3]))
        if key in seen:
            yield number, _("It says the same as line %(line)d.") % {"line": seen[key]}
        seen.setdefault(key, number)


def _variable_faults(record: str) -> Iterator[str]:
    name, _equals, value = (part.strip() for part in record.partition("="))
    if name.upper() not in VARIABLES:
        yield _("“%(name)s” is not a variable of ads.txt.") % {"name": name}
    elif not value:
        yield _("“%(name)s” has no value.") % {"name": name}


def _seller_faults(fields: list[str]) -> Iterator[str]:
    if not 3 <= len(fields) <= 4:
        yield ngettext(
            "It has %(number)d field; it should have three or four: "
            "domain, account, DIRECT or RESELLER, certification.",
            "It has %(number)d fields; it should have three or four: "
            "domain, account, DIRECT or RESELLER, certification.",
            len(fields),
        ) % {"number": len(fields)}
        return
    domain, account, relation = fields[:3]
    if not DOMAIN.fullmatch(domain):
        yield _("“%(domain)s” is not a domain.") % {"domain": domain}
    if not account:
        yield _("The account is missing.")
    if relation.upper() not in RELATIONS:
        yield _("“%(relation)s” is neither DIRECT nor RESELLER.") % {"relation": relation}
