"""The list of small faults fits the tree: each can be made, and whoever has to notice is there."""

import re

import pytest

from tests import tree
from tools import mutants

FITS = mutants.Mutant(
    name="A tree that knows no folder.",
    file="tests/tree.py",
    before='path = f"{folder}/"',
    after='path = f"{folder}"',
    tests=["tests/newsroom/test_mutants.py::test_no_entry_of_the_list_is_stale"],
)


def test_no_entry_of_the_list_is_stale():
    stale = [(each.name, each.file, each.fault(tree.ROOT)) for each in mutants.listed()]
    assert stale
    assert [each for each in stale if each[-1]] == []


def test_an_entry_that_fits_is_not_stale():
    assert FITS.fault(tree.ROOT) == ""
    assert FITS._replace(tests=["tests/newsroom/test_mutants.py"]).fault(tree.ROOT) == ""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"file": "tests/trees.py"}, "its file is not there"),
        ({"before": "path = f'{files}/'"}, "stands there 0 times"),
        ({"before": "path"}, "stands there 6 times"),
        ({"after": FITS.before}, "it changes nothing"),
        ({"after": FITS.before.replace(" = ", "  =  ")}, "it changes nothing"),
        ({"after": "path = ("}, "no Python"),
        ({"tests": ["tests/newsroom/test_mutants.py::test_nothing"]}, "there is no .*::test_noth"),
        (
            {"tests": [*FITS.tests, "tests/newsroom/test_mutant.py"]},
            "there is no .*/test_mutant.py",
        ),
        ({"tests": []}, "there is no"),
    ],
)
def test_an_entry_is_stale_that_cannot_be_made_or_noticed(changed, why):
    fault = FITS._replace(**changed).fault(tree.ROOT)
    assert re.search(why, fault)
