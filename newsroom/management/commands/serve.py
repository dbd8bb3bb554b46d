import errno
import os
import signal
import socket
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import away, processes, setting_checks, site_address, static, upgrade
from newsroom.management.commands import work
from newsroom.processes import Child, Errand, manage

PATIENCE = 20  # seconds until the work begins although the server does not answer
STARTS = 3  # that may fail one after the other before a server that never stood is given up


class Command(BaseCommand):
    help = "Set up what is missing, then serve the paper and do what is due until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.SITE.port or 8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--threads", type=int, default=160, help="threads of a web process")
        parser.add_argument("--demo", action="store_true", help="demo content if the site is empty")

    def handle(self, *, host, port, workers, threads, demo, **options):
        self.stop, self.reload = processes.StopSignal(), processes.ReloadSignal()
        with reserve_port(host, port):
            for warning in [*site_address.warnings(), *setting_checks.in_public()]:
                self.stderr.write(f"{warning.msg} {warning.hint or ''}")
            for error in setting_checks.unreachable():
                raise CommandError(error.msg)
            self.set_up(demo)
            self.serve(host, port, workers, threads)

    def serve(self, host, port, workers, threads):
        os.environ["GRANIAN_BLOCKING_THREADS"] = str(threads)  # newsroom/wsgi.py shares them out
        server = Child(granian_command(host, port, workers))
        server.restart_if_due()
        if not self.stop.is_told:
            message = _("The paper: %(url)s/   The desk: %(url)s/admin/") % {
                "url": settings.SITE_URL
            }
            self.say(message)
        wait_for_answer(host, port, self.stop, server)
        try:
            away.write_pages()
        except OSError as error:  # nginx shows its own
            self.stderr.write(str(error))
        self.watch(
            server, [Errand(manage("index", "--if-behind", "--skip-checks")), *work.children()]
        )

    def set_up(self, demo):
        """Do what must be done before the paper is served; nobody is answered meanwhile."""
        if not upgrade.is_migrated():
            self.step("migrate", "--no-input", "-v0")
        self.collect()
        if demo:
            self.step("demo", "--if-empty")

    def collect(self):
        if not self.stop.is_told and not static.is_collected():
            self.say(_("Collecting static files …"))
            self.step("collectstatic", "--no-input", "-v0")

    def take_up(self, server, others):
        """Change to the version that is on the disk, while the old one answers.

        Each step is a process of the new version. If one fails, the old version stays.
        """
        try:
            self.step("check", checks=())
            self.step("migrate", "--no-input", "-v0")
            self.collect()
            self.step("index", "--if-behind")
        except CommandError:
            self.stderr.write(_("The new version fails, as it says above; the old one goes on."))
            return
        server.tell(signal.SIGHUP)  # granian replaces its workers, one after the other
        for child in others:
            child.tell(signal.SIGTERM)

    def step(self, *words, checks=("--skip-checks",)):
        """Run a management command in a process of its own, whose memory is freed after."""
        if self.stop.is_told:
            return
        process = processes.started(manage(*words, *checks))
        while process.poll() is None and not self.stop.is_told:
            time.sleep(processes.PAUSE)
        processes.end([process])
        if process.returncode and not self.stop.is_told:
            raise CommandError(
                _("“%(step)s” failed, so the paper is not served.") % {"step": words[0]}
            )

    def watch(self, server, others):
        """Supervise the processes until told to stop. Raise CommandError if the server fails."""

        def check():
            if self.reload.is_told:
                self.reload.is_told = False
                self.take_up(server, others)
            if server.failed_starts >= STARTS and not server.has_stood:
                raise CommandError(_("The web server does not start; it says above why."))

        processes.keep_running([server, *others], self.stop, check)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def granian_command(host, port, workers) -> list[str]:
    return [
        # As a module: the script beside Python names the folder in which it was installed.
        *(sys.executable, "-m", "granian", "newsroom.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers)),
        *(
            "--respawn-failed-workers",
            "--workers-kill-timeout",
            "5",
            "--respawn-interval",
            "6",
            "--log-level",
            "error",
        ),
    ]


def wait_for_answer(host, port, stop, server):
    """Wait until the server answers: what is started beside it would take its time from it."""
    until = time.monotonic() + PATIENCE
    while server.is_alive() and not stop.is_told and time.monotonic() < until:
        with suppress(OSError), socket.create_connection((host, port), 1) as door:
            door.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            if door.recv(1):
                return
        time.sleep(processes.PAUSE)


def reserve_port(host, port) -> socket.socket:
    """Reserve the port during the setup, sharing it with granian.

    Raise CommandError if it cannot be bound.
    """
    params = {"host": host, "port": port, "next": port + 1}
    try:
        if not 0 <= port < 2**16:  # would wrap around
            raise OverflowError
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with bound_socket(address, socket.SO_REUSEADDR):
            pass
        return bound_socket(address, socket.SO_REUSEPORT)
    except (OSError, OverflowError, UnicodeError) as error:
        sentence = {
            errno.EADDRINUSE: _(
                "Port %(port)d is in use, perhaps by this paper. Choose another one: "
                "PORT=%(next)d make serve."
            ),
            errno.EACCES: _("Port %(port)d is not for you to use. Choose one above 1023."),
        }.get(getattr(error, "errno", 0), _("Nothing can be served at %(host)s, port %(port)d."))
        raise CommandError(sentence % params) from error


def bound_socket(address_info, shared: int) -> socket.socket:
    family, kind, protocol, _name, address = address_info
    door = socket.socket(family, kind, protocol)
    try:
        door.setsockopt(socket.SOL_SOCKET, shared, 1)
        door.bind(address)
    except BaseException:
        door.close()
        raise
    return door
