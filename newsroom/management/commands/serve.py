import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom import static

PAUSE = 0.5  # seconds between two looks at the children
FIRST_REST, LONGEST_REST = 1, 60  # seconds before a child that ended is started again


class Command(BaseCommand):
    help = "Set up what is missing, then run the web server and the task worker until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.SITE.port or 8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--threads", type=int, default=4, help="threads of a web process")
        parser.add_argument("--demo", action="store_true", help="demo content if the site is empty")

    def handle(self, *, host, port, workers, threads, demo, **options):
        step("migrate", "--no-input", "-v0")
        if not static.is_collected():
            self.stdout.write(_("Collecting static files …"))
            self.stdout.flush()
            step("collectstatic", "--no-input", "-v0")
        if demo:
            step("demo", "--if-empty")
        step("index", "--if-behind")
        children = [
            Child(web_server(host, port, workers, threads)),
            Child(manage("db_worker", "--no-reload", "-v0")),
        ]
        said = _("The paper: %(url)s/   The desk: %(url)s/admin/") % {"url": settings.SITE_URL}
        self.stdout.write(said)
        self.stdout.flush()
        watch(children)


def step(*words):
    """Run a command in a process of its own, with which all that it needed goes."""
    subprocess.run(manage(*words), cwd=settings.BASE_DIR, check=True)


def manage(*words) -> list[str]:
    return [sys.executable, "manage.py", *words]


def web_server(host, port, workers, threads) -> list[str]:
    """The command line of granian, which serves newsroom/wsgi.py."""
    return [
        *(str(Path(sys.executable).parent / "granian"), "newsroom.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--respawn-failed-workers", "--log-level", "warning"),
    ]


class Child:
    """A process that is started again when it ends, after a rest that grows each time."""

    def __init__(self, command):
        self.command = command
        self.rest = FIRST_REST
        self.process = None
        self.start_at = 0.0

    def start_if_down(self):
        if self.process is None or self.process.poll() is not None:
            if self.process is not None and not self.start_at:
                self.start_at = time.monotonic() + self.rest
                self.rest = min(2 * self.rest, LONGEST_REST)
            if time.monotonic() >= self.start_at:
                self.start_at = 0.0
                self.process = subprocess.Popen(self.command, cwd=settings.BASE_DIR)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self):
        if self.process is not None:
            self.process.wait()


def watch(children):
    """Keep the children running until we are told to stop; then stop them, too."""
    stopping = []
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stopping.append(True))
    while not stopping:
        for child in children:
            child.start_if_down()
        time.sleep(PAUSE)
    for child in children:
        child.stop()
    for child in children:
        child.wait()
