"""The whole suite: on SQLite, and again on PostgreSQL where its server is installed.

`python -m tests [pytest's options]`. With CI=true a server that is not there is a failure.
"""

import os
import subprocess
import sys

from tests import postgresql

PYTEST = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-q"]


def main(options):
    print("On SQLite:", flush=True)
    failed = subprocess.run([*PYTEST, *options]).returncode
    programs = postgresql.programs()
    if not programs:
        print("PostgreSQL is not installed, so nothing ran on it: apt-get install postgresql")
        return failed or ("CI" in os.environ)
    with postgresql.server(programs) as url:
        print("On PostgreSQL:", flush=True)
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run([*PYTEST, *options], env=environment).returncode or failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
