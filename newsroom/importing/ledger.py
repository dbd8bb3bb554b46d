"""The ledger of an import: records found, imported and left out, by kind."""

from collections import Counter
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from newsroom.importing.report_words import Words


class SumsDisagree(Exception):
    """A record was neither imported, nor there already, nor left out."""


class Ledger:
    """Counts by kind, in the order of first appearance."""

    def __init__(self):
        self.found: Counter[Words] = Counter()
        self.imported: Counter[Words] = Counter()
        self.already_there: Counter[Words] = Counter()
        self.left_out: Counter[tuple[Words, Words]] = Counter()  # by kind and reason
        self.notes: Counter[str] = Counter()

    def count(self, kind: Words, *, is_new: bool):
        self.found[kind] += 1
        (self.imported if is_new else self.already_there)[kind] += 1

    def leave_out(self, kind: Words, reason: Words):
        self.found[kind] += 1
        self.left_out[kind, reason] += 1

    def left_out_of(self, kind: Words) -> int:
        return sum(number for (of, _reason), number in self.left_out.items() if of == kind)

    @property
    def imported_total(self) -> int:
        return self.imported.total()

    def check(self):
        """Raise SumsDisagree unless each kind adds up."""
        for kind, number in self.found.items():
            known = self.imported[kind] + self.already_there[kind] + self.left_out_of(kind)
            if known != number:
                sentence = _("%(kind)s: %(number)d in the file, but %(known)d accounted for.")
                words = {"kind": kind, "number": number, "known": known}
                raise SumsDisagree(sentence % words)

    def table(self) -> str:
        """Return the report as text: a line per kind, the omissions with reasons, the notes."""
        head = ["", _("in the file"), _("imported"), _("already there"), _("left out")]
        rows = [head, *(self._row(kind) for kind in self.found)]
        sections = [_aligned(rows)]
        if self.left_out:
            reasons = [
                (str(number), f"{kind}: {reason}")
                for (kind, reason), number in self.left_out.items()
            ]
            sections.append(_("Left out, and why:") + "\n" + _listed(reasons))
        if self.notes:
            notes = [(str(number), words) for words, number in self.notes.items()]
            sections.append(_("Notes:") + "\n" + _listed(notes))
        return "\n\n".join(sections)

    def _row(self, kind: Words) -> list[str]:
        numbers = (
            self.found[kind],
            self.imported[kind],
            self.already_there[kind],
            self.left_out_of(kind),
        )
        return [str(kind), *map(str, numbers)]


def _aligned(rows: list[list[str]]) -> str:
    """Return the rows with the first column aligned left, the numbers right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + _blanks(cell, width) if place == 0 else _blanks(cell, width) + cell
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _listed(lines: list[tuple[str, str]]) -> str:
    return "\n".join(f"{number:>6}  {words}" for number, words in lines)


def _blanks(cell: str, width: int) -> str:
    return " " * (width - _width(cell))


def _width(words: str) -> int:
    """Return the columns that `words` take in a terminal; Chinese and Japanese letters take two."""
    return sum(2 if east_asian_width(notification) in "WF" else 1 for notification in words)
