"""One server with PostgreSQL, our settings for it, and nginx.

`python -m benchmarks.outages` restarts, kills and hangs a real server. It takes long to make one,
so here the paper's own database of the server that all tests use ends its connections, and takes
none for a while, which is what a paper sees of a restart.
"""

import subprocess
import time

import psycopg
import pytest

from tests import postgresql
from tests.load import Load
from tests.proxy import proxy, until_it_listens
from tests.site import ROOT, Site, missing

CONFIG = ROOT / "deploy/one-server/postgresql.conf"
FURNISH = """
from tests import cast
print(cast.an_article(headline="The crane has left", slug="crane").get_absolute_url())
"""


@pytest.mark.site
@pytest.mark.both_databases
def test_when_postgresql_is_restarted_no_comment_is_lost(collected, migrated, tmp_path):
    own = {"SITE_URL": "https://news.example.org", "TRUSTED_PROXIES": "1"}
    with Site(tmp_path, collected, migrated, **own) as site:
        if "DATABASE_URL" not in site.environment:
            pytest.skip("PostgreSQL alone")
        site.start()
        address = site.python(FURNISH).strip()
        with proxy(tmp_path, site.port, site.folder) as door:
            until_it_listens(door)
            with Load(site, door, [address, "/rules/"], reads=20, posts=2) as load:
                _until(lambda: len(load.acknowledged) > 1 and load.answers > 20)
                restart(site, until=lambda: load.failures["POST comment: 503"])
                known = len(load.acknowledged)
                _until(lambda: len(load.acknowledged) > known + 1)  # it has come back by itself
        assert set(load.failures) == {"POST comment: 503"}  # with its text; and pages are read on
        assert load.lost() == set()


def restart(site, until):
    base, _, name = site.environment["DATABASE_URL"].rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            _until(until)
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_postgresql_understands_our_settings(tmp_path):
    programs = postgresql.programs()
    if not programs:
        missing("PostgreSQL", "apt-get install postgresql")
    (tmp_path / "postgresql.auto.conf").touch()
    for name, value in {"synchronous_commit": "on", "fsync": "on", "jit": "off"}.items():
        asked = subprocess.run(
            [programs / "postgres", "-C", name, "-D", tmp_path, "-c", f"config_file={CONFIG}"],
            capture_output=True,
            text=True,
        )
        assert (asked.stdout.strip(), asked.stderr) == (value, "")


def _until(true):
    limit = time.monotonic() + 120
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)
