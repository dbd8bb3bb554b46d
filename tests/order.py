"""Choose which tests run, and in which order.

Twice, on SQLite and on PostgreSQL, runs what is marked `both_databases`: what the database shows,
such as locks, races, search, constraints, migrations, pages by cursor, JSON, time, and whatever is
claimed or tidied away. All else runs once. What goes through a `collection` of other people's files
takes each tenth. `--all` leaves out nothing.

The order is drawn by lot, and `--seed` draws the same again. Files stay together, since their
tests share what is costly; those that start browsers and servers come first, so that no worker is
left with them at the end.
"""

import os
import random
from collections import defaultdict

import pytest

ONE_OF = 10  # so many files or handfuls of other people is tried
SEED = "NEWSROOM_TEST_SEED"
COSTLY = ("browser", "site")


def on_both(*values):
    """A parameter of a test that runs on both databases with this one, and with others once."""
    return pytest.param(*values, marks=pytest.mark.both_databases)


def pytest_addoption(parser):
    group = parser.getgroup("newsroom")
    group.addoption("--all", action="store_true", help="leave out nothing, on any database")
    group.addoption(
        "--second-try", action="store_true", help="try again once what a busy machine can fail"
    )
    group.addoption("--seed", type=int, help="draw the order that this number drew before")


def pytest_configure(config):
    # The workers, which inherit the environment, have to draw the same order.
    if "PYTEST_XDIST_WORKER" in os.environ:
        config.option.seed = int(os.environ[SEED])
    elif config.option.seed is None:
        config.option.seed = random.randrange(10_000)
    os.environ[SEED] = str(config.option.seed)


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.write_line(f"The order was that of --seed={config.option.seed}.")


def pytest_collection_modifyitems(config, items):
    left = items if config.option.all else list(chosen(items))
    if out := set(items) - set(left):
        config.hook.pytest_deselected(items=list(out))
    items[:] = shuffled(left, random.Random(config.option.seed))
    if config.option.second_try:
        try_costly_again(items)


def try_costly_again(items):
    """Give what drives a browser or a server, and so the clock, one more chance.

    The summary names it as RERUN: somebody is to mend it, but not before the paper can be built.
    """
    for item in items:
        if not costs_little(item):
            item.add_marker(pytest.mark.flaky(reruns=1))


def chosen(items):
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    numbers = defaultdict(int)
    for item in items:
        if on_postgresql and not item.get_closest_marker("both_databases"):
            continue
        if item.get_closest_marker("collection"):
            numbers[item.function] += 1
            if numbers[item.function] % ONE_OF != 1:
                continue
        yield item


def shuffled(items, lot):
    """Draw the order of the files, and of the tests in each: those that commit come last, since
    they leave the database empty, and to fill it again costs a while."""
    files = defaultdict(list)
    for item in items:
        files[item.path].append(item)
    drawn = sorted(files.values(), key=lambda tests: (costs_little(tests[0]), lot.random()))
    return [test for tests in drawn for test in within(tests, lot)]


def costs_little(test):
    return not any(test.get_closest_marker(name) for name in COSTLY)


def within(tests, lot):
    return sorted(tests, key=lambda test: (commits(test), lot.random()))


def commits(test):
    marker = test.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(test, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))
