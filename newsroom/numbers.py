"""Numbers in addresses and forms: what may name a row, and what only looks like a number."""

LARGEST = 2**63 - 1  # of a bigint, on both databases


def row_number(text: str) -> int | None:
    """The number of a row that `text` stands for; None if it stands for none.

    ASCII digits only: `str.isdecimal` takes those of other scripts, `int` refuses more than 4,300
    of them, and a database what is beyond its range.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST else None
