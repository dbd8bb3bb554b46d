"""Count the seconds of CPU that each folder of tests costs, and of all that the tests start."""

import json
import os
import resource
from collections import Counter
from pathlib import Path

import pytest

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
# The file that the counts go to, by test: tests/__main__.py asks for it.
FILE = "NEWSROOM_TEST_SECONDS"
STARTING = "tests/(starting, collecting)"


def spent() -> float:
    """Return the CPU of this process, of its children that have ended and of those that run."""
    return own(resource.RUSAGE_SELF) + own(resource.RUSAGE_CHILDREN) + below(os.getpid())


def own(who) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def below(process) -> float:
    """Return the CPU of all processes that this one, or one below it, has started and that run."""
    total = 0.0
    for path in PROC.glob(f"{process}/task/*/children"):
        try:
            for child in path.read_text().split():
                fields = (PROC / child / "stat").read_text().rpartition(")")[2].split()
                # user, system, and both of its ended children: proc_pid_stat(5)
                total += sum(map(int, fields[11:15])) / TICKS + below(child)
        except OSError:  # it has just ended
            continue
    return total


class Seconds:
    """By test, in this process; the workers hand theirs over when they end."""

    def __init__(self, config):
        self.config = config
        self.tests = Counter()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        before = spent()
        self.tests.setdefault(STARTING, before)
        try:
            return (yield)
        finally:
            # Less than nothing where a process ended that nobody waited for.
            self.tests[item.nodeid] += max(0, spent() - before)

    def pytest_sessionfinish(self):
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["seconds"] = dict(self.tests)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node, error):
        self.tests.update(getattr(node, "workeroutput", {}).get("seconds", {}))

    def pytest_unconfigure(self):
        if not hasattr(self.config, "workeroutput"):
            if self.config.getoption("numprocesses", None):  # else this is where the tests ran
                self.tests[STARTING] += own(resource.RUSAGE_SELF)
            Path(os.environ[FILE]).write_text(json.dumps(self.tests))


def pytest_configure(config):
    if FILE in os.environ:
        config.pluginmanager.register(Seconds(config), "seconds")


def by_folder(tests) -> Counter:
    """Sum up what `spent()` counted for each test, by the folder below tests/."""
    folders = Counter()
    for name, seconds in tests.items():
        folders[name.split("/")[1]] += seconds
    return folders
