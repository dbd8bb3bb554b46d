import errno
import os
import signal
import socket
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import processes, setting_checks, site_address, static, upgrade
from newsroom.processes import manage
from newsroom.serving import watcher

# The C library gives memory back to the system, instead of keeping some for each of many threads.
ALLOCATION = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",  # bytes
    "MALLOC_TRIM_THRESHOLD_": "131072",
}


class Command(BaseCommand):
    help = "Set up what is missing, then serve the paper and do what is due until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.SITE.port or 8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--threads", type=int, default=160, help="threads of a web process")
        parser.add_argument("--demo", action="store_true", help="demo content if the site is empty")
        parser.add_argument(
            "--only-set-up",
            action="store_true",
            help="make all ready for this version, beside an old one that is served",
        )

    def handle(self, *, host, port, workers, threads, demo, only_set_up, **options):
        self.stop = processes.StopSignal()
        if only_set_up:
            self.take_up()
            return
        signal.pthread_sigmask(signal.SIG_BLOCK, processes.reload_words())  # for the watcher
        with reserve_port(host, port) as door:
            for warning in [*site_address.warnings(), *setting_checks.in_public()]:
                self.stderr.write(f"{warning.msg} {warning.hint or ''}")
            for error in setting_checks.unreachable():
                raise CommandError(error.msg)
            self.set_up(demo)
            os.environ |= environment(threads)
            self.serve(door, host, port, workers)

    def serve(self, door, host, port, workers):
        """Become the watcher, which starts the paper and keeps the `door` reserved."""
        if self.stop.is_told:
            return
        message = _("The paper: %(url)s/   The desk: %(url)s/admin/") % {"url": settings.SITE_URL}
        self.say(message)
        door.set_inheritable(True)
        watcher.become(
            {
                "paper": paper_command(host, port, workers),
                "set_up": manage("serve", "--only-set-up"),
                "port": port,
                "workers": workers,
                "does_not_start": _("The web server does not start; it says above why."),
                "goes_on": _("The new version fails, as it says above; the old one goes on."),
            }
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

    def take_up(self):
        """Make all ready for the version on the disk, while the old one answers.

        Each step is a process of its own, as this one is for the watcher.
        """
        try:
            self.step("check", checks=())
            self.step("migrate", "--no-input", "-v0")
            self.collect()
            self.step("index", "--if-behind")
        except CommandError:  # the step said why, and the watcher says that the old one goes on
            sys.exit(1)

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

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def environment(threads) -> dict[str, str]:
    """Return what is set for the processes of the paper, unless the owner did."""
    ours = ALLOCATION | {"GRANIAN_BLOCKING_THREADS": str(threads)}  # newsroom/wsgi.py shares them
    return ours | {name: os.environ[name] for name in ALLOCATION if name in os.environ}


def paper_command(host, port, workers) -> list[str]:
    return [
        *(sys.executable, "-m", "newsroom.serving.preloaded", host, str(port), str(workers)),
        # From here on the words of granian.
        *("newsroom.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--log-level", "error"),
        *("--blocking-threads-idle-timeout", "10"),  # seconds; each keeps some memory
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
