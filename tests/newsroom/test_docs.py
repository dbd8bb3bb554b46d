"""What the docs name is in the tree."""

import re

import pytest

from tests import tree

README = (tree.ROOT / "README.md").read_text()
NAME = re.compile(r"(?<![\w/])\w+(?:/|\.py)(?=\s|$)")  # no address, such as /rules/
PATH = re.compile(r"`([\w-]+(?:/[\w.-]+)*/?)`")


def drawn() -> list[str]:
    """Return the path of each file and folder in README's drawing of the tree."""
    drawing = README.partition("## The tree")[2].partition("```text\n")[2].partition("```")[0]
    paths, folder = [], ""
    for line in drawing.splitlines():
        names = NAME.findall(line)
        if not line.startswith(" "):
            folder = ""
        paths += [folder + name for name in names]
        folder = folder or names[0]
    return paths


def is_there(path: str) -> bool:
    places = tree.ROOT / path, tree.ROOT / "templates" / path
    return any(each.is_dir() if path.endswith("/") else each.exists() for each in places)


def test_the_tree_in_readme_is_the_tree():
    assert {"newsroom/work/", "articles/feeds/", "comments/status.py", "docs/"} <= {*drawn()}
    assert [path for path in drawn() if not is_there(path)] == []


@pytest.mark.parametrize("path", tree.files("*.md"), ids=lambda path: path.name)
def test_the_files_that_are_named_are_there(path):
    folders = tuple(f"{each.name}/" for each in tree.ROOT.iterdir() if each.is_dir())
    named = [name for name in PATH.findall(path.read_text()) if name.startswith(folders)]
    assert [name for name in named if not is_there(name)] == []
