"""What was in the file and what became of it, by kind; the sums agree, or nothing is moved in."""

from collections import Counter
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from newsroom.importing.report_words import Words


class SumsDisagree(Exception):
    """Something in the file was neither moved in, nor there, nor left out."""


class Ledger:
    """Kinds stand in the order in which they were first found."""

    def __init__(self):
        self.found: Counter[Words] = Counter()
        self.imported: Counter[Words] = Counter()
        self.already_there: Counter[Words] = Counter()
        self.left_out: Counter[tuple[Words, Words]] = Counter()  # by kind and reason
        self.notes: Counter[str] = Counter()

    def count(self, kind: Words, *, is_new: bool):
        """One more was in the file, and moved in or there already."""
        self.found[kind] += 1
        (self.imported if is_new else self.already_there)[kind] += 1

    def leave_out(self, kind: Words, why: Words):
        """One more was in the file, and is not moved in."""
        self.found[kind] += 1
        self.left_out[kind, why] += 1

    def left_out_of(self, kind: Words) -> int:
        return sum(number for (of, _why), number in self.left_out.items() if of == kind)

    @property
    def changes(self) -> int:
        """How much was moved in."""
        return self.imported.total()

    def check(self):
        """Raise SumsDisagree unless all that was found is accounted for, kind by kind."""
        for kind, number in self.found.items():
            known = self.imported[kind] + self.already_there[kind] + self.left_out_of(kind)
            if known != number:
                sentence = _("%(kind)s: %(number)d in the file, but %(known)d accounted for.")
                words = {"kind": kind, "number": number, "known": known}
                raise SumsDisagree(sentence % words)

    def table(self) -> str:
        """The report: a line for each kind, then what was left out and why, then the notes."""
        head = ["", _("in the file"), _("imported"), _("already there"), _("left out")]
        rows = [head, *(self._row(kind) for kind in self.found)]
        sections = [_aligned(rows)]
        if self.left_out:
            reasons = [
                (str(number), f"{kind}: {why}") for (kind, why), number in self.left_out.items()
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
    """The first column flush left, the numbers flush right."""
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
    """Columns of a terminal that `words` take; Chinese and Japanese letters take two."""
    return sum(2 if east_asian_width(notification) in "WF" else 1 for notification in words)
