"""The real thing, started for a test: own data folder, own port, granian and a worker."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Site:
    """`url` is where it answers; `manage` runs a command beside it.

    `static` is a folder of static files that were collected already.
    """

    def __init__(self, folder, static=None, **environment):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder / "site"
        self.environment = {
            **os.environ,
            "NEWSROOM_DATA": str(self.folder),
            "SITE_URL": self.url,
            "SECRET_KEY": "tests only",
            **environment,
        }
        self.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        if "DATABASE_URL" in self.environment:
            self.environment["DATABASE_URL"] = self.own_database(self.environment["DATABASE_URL"])
        self.process = None
        self.folder.mkdir(parents=True)
        if static:
            (self.folder / "static").symlink_to(static)

    def own_database(self, url):
        """The URL of a new database on the server that `url` names: sites do not share one."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE site_{self.port}")
        return f"{url.rpartition('/')[0]}/site_{self.port}"

    def manage(self, *words, **options):
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            **options,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code):
        """Run `code` with Django set up, beside the running site."""
        return self.manage("shell", "--no-imports", "-c", code)

    def start(self, *words):
        self.log = (self.folder.parent / "site.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), *words],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.wait_until_it_answers()

    def wait_until_it_answers(self):
        until = time.monotonic() + PATIENCE
        # As a proxy would ask, where the site's own address is an encrypted one.
        question = urllib.request.Request(f"{self.url}/healthz")
        question.add_header("X-Forwarded-Proto", "https")
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(question, timeout=5):
                    return
            except (URLError, ConnectionError):
                assert self.process.poll() is None, Path(self.log.name).read_text()
                time.sleep(0.2)
        raise AssertionError(Path(self.log.name).read_text())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.log.close()
