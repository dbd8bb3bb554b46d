import errno
import os
import socket
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import processes, setting_checks, site_address, static
from newsroom.management.commands import work
from newsroom.processes import Child, manage

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
        self.stop = processes.StopSignal()
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
        if not self.stop.is_told:
            message = _("The paper: %(url)s/   The desk: %(url)s/admin/") % {
                "url": settings.SITE_URL
            }
            self.say(message)
        self.watch(server, work.children())

    def set_up(self, demo):
        self.step("migrate", "--no-input", "-v0")
        if not self.stop.is_told and not static.is_collected():
            self.say(_("Collecting static files …"))
            self.step("collectstatic", "--no-input", "-v0")
        if demo:
            self.step("demo", "--if-empty")
        self.step("index", "--if-behind")

    def step(self, *words):
        """Run a management command in a process of its own, whose memory is freed after."""
        if self.stop.is_told:
            return
        process = processes.started(manage(*words, "--skip-checks"))
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
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "error"),
    ]


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
