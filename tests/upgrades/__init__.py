"""Papers of each version, as they were stored, that the code of today has to show.

`python -m tests.upgrades` writes the dumps of the version in pyproject.toml, one for each database.
Those of earlier versions stay as they are: no code can write them again.
"""

import tomllib
from pathlib import Path

from tests.site import ROOT

FOLDER = Path(__file__).parent
ENDINGS = {"sqlite": ".sqlite3.sql", "postgresql": ".postgresql.sql"}


def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def dump(version: str, vendor: str) -> Path:
    return FOLDER / f"{version}{ENDINGS[vendor]}"


def versions() -> list[str]:
    """Return the versions with a dump, the oldest first."""
    names = {path.name for path in FOLDER.glob("*.sql")}
    found = {name.removesuffix(end) for name in names for end in ENDINGS.values() if end in name}
    return sorted(found, key=lambda version: tuple(map(int, version.split("."))))
