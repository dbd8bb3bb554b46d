"""Who may do what at every address of the desk: `table.txt`, and how it is found out.

A line has an address, what is sent there by POST, and for each role what GET and POST answer: a
status, `login` for the way to the login, `on` for one to another page; a `!` says that something
was written. What is sent: `form` is the form that the boss is shown there, as it stands; `fields`
are those of an address that only a script asks (sending.py); `yes` confirms; `do:NAME:THING` is an
action about a marked row, `press:NAME:THING` a button about a comment, `about:THING` names a
comment, `press_publish:THING` unpublishes, and `-` is nothing.

A new address gets a line by hand. With MATRIX=write in the environment the test writes into the
lines what is found; a person reads the difference before it is kept.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.urls import URLResolver, get_resolver

TABLE = Path(__file__).with_name("table.txt")
# Nobody; a reader with a proved address; somebody who may enter the desk, and nothing more; then
# editor, moderator, the moderator of what is about the harbour, superuser.
ROLES = ("stranger", "reader", "clerk", "ida", "mo", "tess", "boss")
START = "/"  # of a line


class Line(NamedTuple):
    address: str
    sends: str
    cells: list[str]  # as ROLES: what GET answers / what POST answers

    def __str__(self):
        cells = "".join(f"{cell:<13}" for cell in self.cells)
        return f"{self.address:<54} {self.sends:<26} {cells}".rstrip()

    @property
    def part(self) -> str:
        """The app that the address is about, as in `/admin/articles/article/`, or `desk`."""
        app = self.address.split("/")[2]
        return app if app in apps.app_configs else "desk"


def lines() -> list[Line]:
    rows = [row.split() for row in TABLE.read_text().splitlines() if row.startswith(START)]
    return [Line(address, sends, cells) for address, sends, *cells in rows]


def rewrite(found: list[Line]):
    """Put the lines of `found` in the place of those with the same address and sending."""
    new = {line[:2]: str(line) for line in found}
    rows = [
        new.get(tuple(row.split()[:2]), row) if row.startswith(START) else row
        for row in TABLE.read_text().splitlines()
    ]
    TABLE.write_text("\n".join(rows) + "\n")


def routes(resolver=None, before="") -> Iterator[str]:
    """Every pattern of an address of the desk, whoever registered it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        elif here.startswith("admin/"):
            yield here
