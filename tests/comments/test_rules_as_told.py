"""docs/moderation.md tells of each house rule, and of what each weighs."""

import inspect
import re
from pathlib import Path

import pytest

from comments.management.commands.moderate import ACTS
from comments.moderation import HOUSE_RULES
from comments.status import Status
from newsroom.site import modes

DOC = (Path(__file__).resolve().parents[2] / "docs" / "moderation.md").read_text()
ROWS = re.findall(r"^\| `(\w+)` \| .+ \| (\w+) \| (\d+) \|$", DOC, re.MULTILINE)
BY_NAME = {rule.__name__: rule for rule in HOUSE_RULES}


def test_each_rule_is_told_the_heaviest_first():
    assert {name for name, _state, _weight in ROWS} | {"custom_rule"} == set(BY_NAME)
    weights = [int(weight) for _name, _state, weight in ROWS]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(("name", "state", "weight"), ROWS)
def test_a_rule_gives_and_weighs_what_is_told(name, state, weight):
    said = re.findall(r"Answer\(Status\.(\w+), .+, (\d+)\)", inspect.getsource(BY_NAME[name]))
    assert said == [(Status(state).name, weight)]


def test_each_mode_and_each_verb_is_told():
    table = DOC.split("| mode |")[1].split("##")[0]
    assert table.count("\n| ") == len(modes.Mode)
    verbs = re.search(r"^`(list [\w ]+)`", DOC, re.MULTILINE)[1].split()
    assert verbs == ["list", *ACTS]
