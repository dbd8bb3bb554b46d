"""The real thing, started for a test: own data folder, own port, granian and a worker."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds
PORTS = (10_000, 32_000)


def missing(what, how):
    """Skip the test for want of a server; where everything must be there, that is a failure."""
    sentence = f"{what} is not installed: {how}"
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def chromium() -> str | None:
    """Return the path of the browser, or None.

    The shell is the same browser without a window to draw: a page costs a quarter of the CPU.
    """
    names = ["chromium-headless-shell", "chromium", "chromium-browser"]
    return next(filter(None, map(shutil.which, names)), None)


def free_port() -> int:
    """Return a port below those that the system gives to whoever connects to something: one of
    these may be taken before the server that gets it has started."""
    while True:
        port = random.randrange(*PORTS)
        with suppress(OSError), socket.socket() as door:
            door.bind(("127.0.0.1", port))
            return port


def is_alive(pid) -> bool:
    """Return True if it runs; a zombie whose parent does not look after it has ended."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


class Site:
    """`url` is where it answers; `manage` and `python` run something beside it.

    `static` is a folder of static files that were collected already. `like` is the data folder of
    a site that does not run: it is copied, and so is its database. A `with` stops it at its end.
    """

    def __init__(self, folder, static=None, like=None, **environment):
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
        self.process = self.shell = self.log = None
        if like:
            shutil.copytree(like, self.folder, symlinks=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        if "DATABASE_URL" in self.environment:
            self.own_database(self.environment["DATABASE_URL"])
        if static and not (self.folder / "static").exists():
            (self.folder / "static").symlink_to(static)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()

    def own_database(self, url):
        """Create a database on the server that `url` names, and use it: sites do not share one."""
        note = self.folder / "database"  # its name, for who copies this folder
        template = note.read_text() if note.exists() else "template0"
        name = f"site_{os.getpid()}_{self.port}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        note.write_text(name)
        self.environment["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"

    def manage(self, *words, **options):
        return self.run("manage.py", *words, **options)

    def run(self, *words, **options):
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            **options,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code):
        """Run `code` with Django set up, beside the running site; returns what it printed.

        One process runs all such code, each as if it were alone: Django takes a second to set up.
        """
        if not self.shell:
            self.shell = subprocess.Popen(
                [sys.executable, "-m", "tests.shell"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        print(json.dumps(code), file=self.shell.stdin, flush=True)
        printed, error = json.loads(self.shell.stdout.readline())
        assert not error, error
        return printed

    def empty(self):
        """Make it a new paper, while it runs."""
        self.python("from tests import emptied; emptied.empty()")
        for kept in ("mail", "media"):
            shutil.rmtree(self.folder / kept, ignore_errors=True)

    def start(self, *words):
        """Serve it, with one web process unless `words` say otherwise."""
        self.log = (self.folder.parent / "site.log").open("w")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "manage.py", "serve", "--port", str(self.port)),
                *("--workers", "1", *words),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            self.wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

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
                assert self.process.poll() is None, self.told()
                time.sleep(0.1)
        raise AssertionError(f"The site does not come up.\n{self.told()}")

    def web_processes(self) -> set[int]:
        """Return the processes that take requests (Linux)."""
        found = self.parts("web")
        assert found, self.told()
        return found

    def parts(self, name) -> set[int]:
        """Return its processes that are called `name` (newsroom/serving)."""
        return {pid for pid in self.family() if _file_of(pid, "comm") == f"{name}\n".encode()}

    def family(self) -> list[int]:
        """Return its processes, the eldest first, for it would start the others anew."""
        found = [self.process.pid]
        for number in found:
            found += children(number)
        return found

    def told(self):
        return Path(self.log.name).read_text()

    def stop(self):
        """End all of it: what does not go when it is told to goes with its whole group."""
        if self.shell:
            self.shell.stdin.close()
            self.end(self.shell)
            self.shell.stdout.close()
        if self.process:
            self.process.terminate()
            self.end(self.process)
            self.log.close()
        self.shell = self.process = None

    def end(self, process):
        try:
            process.wait(timeout=30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def children(number: int) -> list[int]:
    return [int(each) for each in _file_of(number, f"task/{number}/children").split()]


def _file_of(number, name) -> bytes:
    try:
        return Path(f"/proc/{number}/{name}").read_bytes()
    except OSError:
        return b""  # it has gone
