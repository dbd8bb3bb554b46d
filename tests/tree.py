"""The project's files, found without git: whoever has them from an archive has none."""

import os
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IGNORED = ["/.git", *(ROOT / ".gitignore").read_text().split()]


def is_ignored(name: str, is_folder: bool) -> bool:
    """Whether .gitignore names it; `name` is its path from the project's folder."""
    for rule in IGNORED:
        if rule.endswith("/") and not is_folder:
            continue
        whole = f"/{name}" if rule.startswith("/") else name.rpartition("/")[2]
        if fnmatch(whole, rule.rstrip("/")):
            return True
    return False


def files(*patterns: str) -> list[Path]:
    """Return what matches one of `patterns`, or all; a `*` stands for folders, too."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        path = f"{folder}/".removeprefix(f"{ROOT}/")
        folders[:] = sorted(name for name in folders if not is_ignored(path + name, True))
        found += [path + name for name in sorted(names) if not is_ignored(path + name, False)]
    return [ROOT / name for name in found if any(fnmatch(name, each) for each in patterns or "*")]
