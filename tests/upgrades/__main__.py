"""Write the dumps of this version: `python -m tests.upgrades`."""

import os
import sys
import tempfile
from pathlib import Path

from tests import postgresql, upgrades
from tests.site import Site
from tests.upgrades import dumping

MAKE = "from tests.upgrades import paper; paper.make()"


def main():
    os.environ.pop("DATABASE_URL", None)
    write("sqlite", lambda site: dumping.of_sqlite(site.folder / "newsroom.sqlite3"))
    programs = postgresql.programs()
    if not programs:
        sys.exit("PostgreSQL is not installed, so its dump is missing: apt-get install postgresql")
    with postgresql.server(programs) as url:
        write(
            "postgresql",
            lambda site: dumping.of_postgresql(programs, site.environment["DATABASE_URL"]),
            DATABASE_URL=url,
        )


def write(vendor, dump, **environment):
    path = upgrades.dump(upgrades.version(), vendor)
    with (
        tempfile.TemporaryDirectory() as folder,
        Site(Path(folder), **environment, SITE_URL="http://testserver") as site,
    ):
        site.manage("migrate", "-v0")
        site.python(MAKE)
        path.write_text(dump(site))
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
