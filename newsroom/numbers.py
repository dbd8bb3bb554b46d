r"""Numbers in addresses and forms: primary keys, years and months.

Only ASCII digits count, up to a maximum: `\d` and `str.isdecimal` accept the digits of other
scripts (a second address for each page), `int` rejects more than 4,300 of them, and each database
has a range of its own.
"""

from django.urls import register_converter

LARGEST = 2**63 - 1  # of a bigint, on both databases

# For patterns of addresses; the years are those in which something can be published.
YEAR = r"(?P<year>(?:1[6-9]|2[01])[0-9]{2})"
MONTH = r"(?P<month>0[1-9]|1[0-2])"
NUMBER = r"(?P<number>[1-9][0-9]{0,17})"


def row_number(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST else None


class RowConverter:
    """The path converter `<row:pk>`, which is `<int:pk>` with an upper bound."""

    regex = "0|[1-9][0-9]{0,17}"  # 0 stands in an address where a script puts in the number

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value) -> str:
        return str(value)


register_converter(RowConverter, "row")
