import fcntl
import logging
import os
import shutil
import time
from pathlib import Path

import hypothesis
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from articles import teasers
from comments.threads import shown
from newsroom import kept, together
from newsroom.seldom import Seldom
from newsroom.wsgi import application
from tests import cast
from tests.reader import Reader
from tests.site import Site, missing
from tests.site import chromium as installed_chromium

pytest_plugins = ["tests.database"]

LAST_OF_AN_HOUR = 20  # seconds

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# A connection that a live server left open would keep PostgreSQL from dropping the database.
connections.settings["default"]["CONN_MAX_AGE"] = 0

NO_WORK = """
from newsroom.models import Job
Job.objects.all().delete()
"""
PATIENCE = 20_000  # milliseconds that a browser may take where the machine is a slow one
CHROMIUM = installed_chromium()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Begin no test at the end of an hour or a day: what is counted by them would be split."""
    left = 3600 - time.time() % 3600
    if left < LAST_OF_AN_HOUR:
        time.sleep(left)


@pytest.fixture(autouse=True)
def the_house(settings, tmp_path):
    """Plain files, own folders, cheap passwords: what differs from a real run, and no more."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def nothing_kept_yet():
    """Each test has a database of its own, in which editions are counted anew."""
    kept.forget()
    shown.COMMENTS.forget()
    teasers.TEASERS.forget()
    together.forget()


@pytest.fixture(autouse=True)
def nothing_said_yet():
    """A message that another test caused a second ago keeps none of this test's from the log."""
    loggers = [logging.root, *logging.root.manager.loggerDict.values()]
    for logger in (each for each in loggers if isinstance(each, logging.Logger)):
        for place in (logger, *logger.handlers):
            for one in (each for each in place.filters if isinstance(each, Seldom)):
                one.said_at.clear()


@pytest.fixture
def ida(db):
    return cast.staff("Ida", "Editors")


@pytest.fixture
def mo(db):
    return cast.staff("Mo", "Moderators")


@pytest.fixture
def boss(db):
    return cast.staff("Boss", is_superuser=True)


@pytest.fixture
def article(db):
    return cast.an_article()


@pytest.fixture
def reader(db):
    """Somebody at the front door: the whole WSGI application, page store and all."""
    application.shelf.pages.clear()
    application.shelf.used = 0
    return Reader(application)


@pytest.fixture
def queries():
    """How many queries a call makes: `queries(lambda: reader.get("/"))`."""

    def number(call):
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return number


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Make a folder once for all workers of a run: `once("name", make)` calls `make(folder)`."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name, make):
        folder = root / f"once-{name}"
        with (root / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "made").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                (folder / "made").touch()
        return folder

    return folder_of


@pytest.fixture(scope="session")
def collected(once):
    """The static files, collected once as for a real run."""

    def collect(folder):
        with Site(folder) as site:
            site.manage("collectstatic", "--no-input", "-v0")

    return once("collected", collect) / "site" / "static"


@pytest.fixture(scope="session")
def migrated(once):
    """The data folder of a site whose database is migrated and empty, to be copied."""
    if "NEWSROOM_TEST_MIGRATED" in os.environ:  # made once for many runs: tools/mutants.py
        return Path(os.environ["NEWSROOM_TEST_MIGRATED"])

    def migrate(folder):
        with Site(folder) as site:
            site.manage("migrate", "-v0")

    return once("migrated", migrate) / "site"


@pytest.fixture(scope="session")
def demo(once, migrated):
    """The data folder of the demo paper, to be copied; nothing in it waits to be done."""

    def furnish(folder):
        with Site(folder, like=migrated) as site:
            site.manage("demo")
            # Whoever serves the copies would make all the pictures' renditions, each time.
            site.python(NO_WORK)

    return once("demo", furnish) / "site"


@pytest.fixture(scope="session")
def serving(tmp_path_factory, collected, migrated):
    """The real thing on a port of its own, for all tests that ask for `site`."""
    with Site(tmp_path_factory.mktemp("serving"), collected, migrated) as site:
        site.start()
        yield site


@pytest.fixture
def site(serving):
    """The real thing, served by granian, with a worker; it is emptied for each test."""
    serving.empty()
    return serving


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        missing("Chromium", "apt-get install chromium-headless-shell")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        yield browser
        browser.close()
