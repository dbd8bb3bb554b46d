"""Column and bar charts as SVG, without script or inline style.

All coordinates are whole numbers, for templates write fractions with the language's own decimal
mark, and SVG knows only points. The stylesheet sets the size.
"""

from itertools import count
from typing import NamedTuple

WIDTH, GAP, HEIGHT = 10, 2, 1000  # of a column
LENGTH = 1000  # of the longest bar
MOST_TICKS = 4  # above zero


class Column(NamedTuple):
    """A segment of a column: its kind, number and rectangle."""

    kind: str
    x: int
    y: int
    width: int
    height: int


class Chart(NamedTuple):
    width: int
    height: int
    most: int  # what the highest column stands for
    columns: list[Column]

    @property
    def ticks(self) -> list[tuple[int, int]]:
        """Return numbers for the axis and how far below the top each stands, in percent."""
        step = next(step for step in _round_numbers() if step * MOST_TICKS >= self.most)
        return [
            (number, 100 - 100 * number // (self.most or 1))
            for number in range(0, self.most + 1, step)
        ]


class Bar(NamedTuple):
    label: str
    number: int
    length: int


def columns(places: list[dict[str, int]]) -> Chart:
    most = max((sum(kinds.values()) for kinds in places), default=0)
    drawn = [column for x, kinds in enumerate(places) for column in _stacked(x, kinds, most)]
    return Chart(max(1, len(places)) * WIDTH, HEIGHT, most, drawn)


def bars(numbers: list[tuple[str, int]]) -> list[Bar]:
    """Return a bar for each label and number; the largest has the full length."""
    most = max((number for _label, number in numbers), default=0)
    return [Bar(label, number, LENGTH * number // (most or 1)) for label, number in numbers]


def spread(things: list, most: int = 5) -> list:
    """Return up to `most` of them, the first and the last, at even distances."""
    last, parts = len(things) - 1, min(most, len(things)) - 1
    return [things[last * part // parts] for part in range(parts + 1)] if parts > 0 else things


def _round_numbers():
    return (lead * 10**power for power in count() for lead in (1, 2, 5))


def _stacked(place, kinds, most):
    below = 0
    for kind, number in kinds.items():
        foot, below = below, below + number
        if number:
            top, bottom = (HEIGHT - HEIGHT * edge // most for edge in (below, foot))
            yield Column(kind, place * WIDTH, top, WIDTH - GAP, bottom - top)
