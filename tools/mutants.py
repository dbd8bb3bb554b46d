"""Mutation tests: tests/mutants.toml lists small faults and the tests that must fail.

`python -m tools.mutants [--only WORD] [--list] [--workers N]`. Each fault is made in a copy of the
tree, in which its tests are run. It is killed if a test fails; a file that cannot be imported, or a
missing test, is a fault of the list.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests import tree
from tests.site import Site

LIST = tree.ROOT / "tests" / "mutants.toml"
PYTEST = [
    *(sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "--timeout=60"),
    *("-p", "no:xdist", "-p", "no:cacheprovider"),
]
PATIENCE = 180  # seconds for the tests of one mutant
RED = 1  # pytest's status, also where a fixture broke


class Mutant(NamedTuple):
    name: str  # a sentence: what would be wrong
    file: str
    before: str  # stands once in the file
    after: str
    tests: list[str]  # of which one fails

    def fault(self, root: Path) -> str:
        """Return the reason why it cannot be applied or noticed now, or ""."""
        if not (root / self.file).is_file():
            return "its file is not there"
        text = (root / self.file).read_text()
        if (times := text.count(self.before)) != 1:
            return f"what it changes stands there {times} times"
        changed = text.replace(self.before, self.after)
        if changed == text or (self.file.endswith(".py") and not says_else(changed, text)):
            return "it changes nothing, or into what is no Python"
        gone = [test for test in self.tests if not is_there(test, root)]
        return f"there is no {', '.join(gone)}" if gone or not self.tests else ""

    def survives(self, copy: Path) -> str:
        """Apply it to the copy, run its tests, undo it; return the reason if it is not killed, or
        ""."""
        if fault := self.fault(copy):
            return fault
        path = copy / self.file
        text = path.read_text()
        write(path, text.replace(self.before, self.after))
        try:
            return verdict(*run(copy, self.tests, PATIENCE))
        except subprocess.TimeoutExpired:
            return "its tests do not end"
        finally:
            write(path, text)


def listed() -> list[Mutant]:
    return [Mutant(**each) for each in tomllib.loads(LIST.read_text())["mutant"]]


def says_else(code: str, other: str) -> bool:
    """Return True if `other` is Python with another meaning than `code`."""
    try:
        return ast.dump(ast.parse(code)) != ast.dump(ast.parse(other))
    except SyntaxError:
        return False


def is_there(test: str, root: Path) -> bool:
    """Return True if the file has a function of that name, whatever its parameters."""
    file, _, name = test.partition("::")
    return name.partition("[")[0] in functions(root / file)


@cache
def functions(file: Path) -> set[str]:
    """Return the names of the tests in a file, and "", which stands for all."""
    if not file.is_file():
        return set()
    nodes = ast.walk(ast.parse(file.read_text()))
    return {"", *(node.name for node in nodes if isinstance(node, ast.FunctionDef))}


def write(path: Path, text: str):
    """Write `text` and delete the bytecode, for mtimes differ by seconds only."""
    path.write_text(text)
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def run(copy: Path, tests: list[str], patience=None) -> tuple[int, str]:
    """Run `tests` in the copy; return pytest's status and output."""
    migrated = {"NEWSROOM_TEST_MIGRATED": str(copy.parent / "site")}
    done = subprocess.run(
        [*PYTEST, *dict.fromkeys(tests)],
        cwd=copy,
        env=os.environ | migrated,
        capture_output=True,
        text=True,
        timeout=patience,
    )
    return done.returncode, done.stdout + done.stderr


def verdict(status: int, printed: str) -> str:
    if status == 0:
        return "survived"
    if status == RED and "\nFAILED " in printed:
        return ""
    return f"no test failed, but pytest ended with {status}:\n{printed}"


def copied(folder: Path) -> Path:
    for path in tree.files():
        target = folder / path.relative_to(tree.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return folder


def tried(mutants: list[Mutant], folder: Path, workers: int) -> int:
    """Try the mutants, print the survivors, return the number killed; SystemExit if all fail."""
    with Site(folder) as site:
        site.manage("migrate", "-v0")
    copies: SimpleQueue[Path] = SimpleQueue()
    for number in range(workers):
        copies.put(copied(folder / str(number)))
    status, printed = run(folder / "0", [test for each in mutants for test in each.tests])
    if status:
        sys.exit(f"Without any of these faults the tests are not green:\n{printed}")

    def survives(mutant):
        copy = copies.get()
        try:
            return mutant.survives(copy)
        finally:
            copies.put(copy)

    killed = 0
    with ThreadPoolExecutor(workers) as pool:
        for mutant, reason in zip(mutants, pool.map(survives, mutants), strict=True):
            killed += not reason
            if reason:
                print(f"{mutant.name} ({mutant.file}): {reason}", flush=True)
    return killed


def main() -> int:
    parser = argparse.ArgumentParser(description="Make small faults, and see tests notice them.")
    parser.add_argument("--only", metavar="WORD", default="", help="those that name WORD somewhere")
    parser.add_argument("--list", action="store_true", help="say which there are, and try none")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    options = parser.parse_args()
    mutants = [each for each in listed() if options.only in str(each)]
    if options.list:
        print(*(f"{each.file}: {each.name}" for each in mutants), sep="\n")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsroom-mutants-") as folder:
        killed = tried(mutants, Path(folder), options.workers)
    survived = len(mutants) - killed
    print(f"killed {killed}, survived {survived}, in {time.monotonic() - began:.0f} seconds")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main())
