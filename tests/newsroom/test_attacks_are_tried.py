"""Each attack that the documents name is tried by a test, and each test's number is named there."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
NUMBERS = re.compile(r"\bA\d\d\b")
DOCSTRING = re.compile(r'    """(A\d\d[^"]*)"""')


def test_every_row_has_a_test_and_every_number_a_row():
    rows = re.findall(r"^\| (A\d\d) \|", (TESTS.parent / "docs" / "attacks.md").read_text(), re.M)
    tried = {
        number
        for path in TESTS.rglob("test_*.py")
        for words in DOCSTRING.findall(path.read_text(encoding="utf-8"))
        for number in NUMBERS.findall(words)
    }
    assert rows == sorted(set(rows))
    assert set(rows) == tried
