"""The whole suite: on SQLite, and what the database shows again on PostgreSQL, where it is.

`python -m tests [pytest's options]`. With CI=true a server that is not there is a failure.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import postgresql, seconds

PYTEST = [
    *(sys.executable, "-m", "pytest", "-n", "2"),
    *("--dist", "loadfile", "--no-loadscope-reorder", "-q", "--second-try"),
]
NOTHING_TO_RUN = 5  # pytest's status: no test of those asked for is for this database


def main(options):
    # Whoever stops it stops what it has started: `subprocess.run` and `server` end what is theirs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    runs = {}
    failed = run("SQLite", options, runs)
    programs = postgresql.programs()
    if programs:
        with postgresql.server(programs) as url:
            failed |= run("PostgreSQL", options, runs, DATABASE_URL=url)
    else:
        print("PostgreSQL is not installed, so nothing ran on it: apt-get install postgresql")
        failed |= "CI" in os.environ
    print(table(runs))
    return int(failed)


def run(database, options, runs, **environment) -> bool:
    """Run the tests on a database, note what they cost in `runs`; returns whether one failed."""
    print(f"On {database}:", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "seconds"
        environment = {**os.environ, seconds.FILE: str(file), **environment}
        began = time.monotonic()
        status = subprocess.run([*PYTEST, *options], env=environment).returncode
        folders = seconds.by_folder(json.loads(file.read_text()) if file.exists() else {})
    runs[database] = folders, time.monotonic() - began
    return status not in (0, NOTHING_TO_RUN)


def table(runs) -> str:
    """The CPU seconds by folder and database, the costliest first."""
    lines = [("seconds of CPU", *runs)]
    totals = sum((folders for folders, _wall in runs.values()), seconds.Counter())
    for folder, _total in totals.most_common():
        lines.append((folder, *(f"{folders[folder]:.1f}" for folders, _wall in runs.values())))
    lines.append(("in all", *(f"{folders.total():.1f}" for folders, _wall in runs.values())))
    lines.append(("by the clock", *(f"{wall:.1f}" for _folders, wall in runs.values())))
    return "\n".join(
        f"{name:<24}" + "".join(f"{number:>12}" for number in numbers) for name, *numbers in lines
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
