"""Processes that end when we say so, and with us: each leads a group of its own.

A terminal sends Ctrl-C to its whole group. A server whose workers get it, too, waits for
workers that have gone, so only we get it, and tell each leader. Whatever is left of a group
after `PATIENCE` is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings

PAUSE = 0.1  # seconds between two looks
PATIENCE = 7.0  # seconds from the first word to the last; systemd and people wait for ten
HURRY = 4.0  # seconds until a worker is told again, and gives up the task that it is at
ENDS_AT_ONCE = 10  # seconds; who lives no longer did not really start
FIRST_REST, LONGEST_REST = 1, 60  # seconds before a child that ended is started again
PR_SET_PDEATHSIG = 1  # prctl(2), Linux

# Elsewhere than on Linux a parent that is killed leaves its children.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class Unsubscription:
    """Whether we were told to stop, by Ctrl-C, SIGTERM or a terminal that was closed."""

    def __init__(self):
        self.is_told = False
        words = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
        if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # nohup(1)
            words.remove(signal.SIGHUP)
        for word in words:
            signal.signal(word, self._tell)

    def _tell(self, *_):
        self.is_told = True


def started(command: list[str]) -> subprocess.Popen:
    """Start `command` as the leader of a group of its own, which is told to end if we die."""
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=_end_with(os.getpid()) if _prctl else None,
    )


def _end_with(parent):
    def told():
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return told


def end(processes: list[subprocess.Popen]):
    """Tell all to end, those that are slow once more, and kill what is left of their groups."""
    begun = time.monotonic()
    tell(processes, signal.SIGTERM)
    if not _all_end(processes, begun + HURRY):
        tell(processes, signal.SIGTERM)
        _all_end(processes, begun + PATIENCE)
    for process in processes:
        kill_group(process)
        process.wait()


def tell(processes, word):
    for process in processes:
        if process.poll() is None:
            process.send_signal(word)


def kill_group(process):
    """Kill what is left of the group that `process` led, itself included."""
    with suppress(ProcessLookupError, PermissionError):  # nothing is left
        os.killpg(process.pid, signal.SIGKILL)


def _all_end(processes, until) -> bool:
    while any(process.poll() is None for process in processes):
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
    return True


class Child:
    """A process that is started again when it ends, after a rest that grows each time."""

    def __init__(self, command):
        self.command = command
        self.process = None
        self.start_at = self.started_at = 0.0
        self.failed_starts = 0  # in a row
        self.has_stood = False  # once at least it lived for longer than a failed start

    def look(self):
        """Start it, if it is down and its rest is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            if now - self.started_at > ENDS_AT_ONCE:
                self.has_stood, self.failed_starts = True, 0
            return
        if self.process is not None:
            kill_group(self.process)  # a killed server's workers would live on
            self.process = None
            self.start_at = now + min(FIRST_REST * 2**self.failed_starts, LONGEST_REST)
            self.failed_starts += 1
        if now >= self.start_at:
            self.process, self.started_at = started(self.command), now


def keep_running(children: list[Child], stop: Unsubscription, check=lambda: None):
    """Keep `children` running and call `check` now and then, until told to stop; then end them."""
    try:
        while not stop.is_told:
            for child in children:
                child.look()
            check()
            time.sleep(PAUSE)
    finally:
        end([child.process for child in children if child.process])


def manage(*words) -> list[str]:
    return [sys.executable, "manage.py", *words]
