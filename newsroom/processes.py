"""Child processes, each the leader of its own group, which end with this one.

A terminal sends Ctrl-C to its whole group. A server whose workers get it too waits for workers that
have gone, so only this process gets it, and signals each leader. The rest of a group is killed
after `PATIENCE`.

No Django here: the process that watches the others is small (newsroom/serving/watcher.py).
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # of manage.py
PAUSE = 0.1  # seconds between two looks
PATIENCE = 7.0  # seconds from the first word to the last; systemd and people wait for ten
HURRY = 4.0  # seconds until a worker is told again, and gives up the task that it is at
LOOK = 1.0  # seconds between two looks whether the parent is there
ENDS_AT_ONCE = 10  # seconds; who lives no longer did not really start
FIRST_REST, LONGEST_REST = 1, 60  # seconds before a child that ended is started again
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # prctl(2), Linux
WORDS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1}  # that we are told

# Only on Linux do children end when their parent is killed.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class StopSignal:
    """A flag that is set by Ctrl-C, SIGTERM or SIGHUP."""

    def __init__(self):
        self.is_told = False
        words = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
        if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # nohup(1)
            words.remove(signal.SIGHUP)
        for word in words:
            signal.signal(word, self._tell)

    def _tell(self, *_):
        self.is_told = True


class ReloadSignal:
    """A flag that is set by SIGUSR1 and, as servers have it, by SIGHUP.

    Where a terminal controls the process, SIGHUP says that the terminal was closed: StopSignal.
    """

    def __init__(self):
        self.is_told = False
        for word in reload_words():
            signal.signal(word, self._tell)

    def _tell(self, *_):
        self.is_told = True


def reload_words() -> set[signal.Signals]:
    return {signal.SIGUSR1} if has_terminal() else {signal.SIGUSR1, signal.SIGHUP}


def has_terminal() -> bool:
    """Return True if a terminal controls this process (tty(4)); under systemd none does."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def started(command: list[str]) -> subprocess.Popen:
    """Start `command` as the leader of its own group; the kernel ends it if this process dies."""
    return subprocess.Popen(
        command,
        cwd=FOLDER,
        start_new_session=True,
        preexec_fn=ending_with(os.getpid()),
    )


class ForkedProcess:
    """A copy of this process, with the methods of subprocess.Popen that are used here."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        return self._look(os.WNOHANG)

    def wait(self):
        return self._look(0)

    def send_signal(self, word):
        if self.poll() is None:
            os.kill(self.pid, word)

    def _look(self, options):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def forked(work) -> ForkedProcess:
    """Call `work` in a copy of this process, which shares its memory and has one thread.

    The copy leads a group of its own, and ends with this process.
    """
    parent = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, WORDS)  # a word would set the copy's flag
    pid = os.fork()
    if not pid:
        _do_alone(work, parent)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return ForkedProcess(pid)


def _do_alone(work, parent):
    code = 1
    try:
        os.setsid()
        for word in WORDS:
            if signal.getsignal(word) != signal.SIG_IGN:
                signal.signal(word, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WORDS)
        ending_with(parent)()
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 (nobody is there to catch it: this is all of the process)
        import traceback

        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def rename(name: str):
    """Show this process by `name` (15 characters) in ps, top and /proc, on Linux."""
    if _prctl:
        _prctl(PR_SET_NAME, name.encode())


def ending_with(parent: int):
    """Return a function that lets the kernel end the process in which it is called with `parent`
    (on Linux)."""

    def end_with_parent():
        if _prctl:
            _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return end_with_parent


def end_behind(parent: int):
    """End this process soon after its parent, though the one word at its parent's end is lost.

    A library that sets handlers of its own, one after the other, may lose it between them.
    """

    def look():
        while os.getppid() == parent:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def end(processes: list[subprocess.Popen | ForkedProcess], patience: float | None = None):
    """Terminate all, repeat it for the slow ones, and kill the rest of their groups."""
    begun, patience = time.monotonic(), patience or PATIENCE
    tell(processes, signal.SIGTERM)
    if not _all_end(processes, begun + min(HURRY, patience)):
        tell(processes, signal.SIGTERM)
        _all_end(processes, begun + patience)
    for process in processes:
        kill_group(process)
        process.wait()


def tell(processes, word):
    for process in processes:
        if process.poll() is None:
            process.send_signal(word)


def kill_group(process):
    with suppress(ProcessLookupError, PermissionError):  # nothing is left
        os.killpg(process.pid, signal.SIGKILL)


def _all_end(processes, until) -> bool:
    while any(process.poll() is None for process in processes):
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
    return True


class Child:
    """A process that is restarted when it ends, after a pause that grows each time.

    `start` makes a process of the command: `started`, or `forked` where that is a function.
    """

    def __init__(self, command, start=started):
        self.command, self.start = command, start
        self.process = None
        self.start_at = self.started_at = 0.0
        self.failed_starts = 0  # in a row
        self.has_stood = False  # once at least it lived for longer than a failed start

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tell(self, word):
        if self.is_alive():
            self.process.send_signal(word)

    def restart_if_due(self):
        now = time.monotonic()
        if self.is_alive():
            if now - self.started_at > ENDS_AT_ONCE:
                self.has_stood, self.failed_starts = True, 0
            return
        if self.process is not None:
            kill_group(self.process)  # a killed server's workers would live on
            self.process = None
            if now - self.started_at > ENDS_AT_ONCE:
                self.has_stood, self.failed_starts, self.start_at = True, 0, now
            else:
                self.start_at = now + min(FIRST_REST * 2**self.failed_starts, LONGEST_REST)
                self.failed_starts += 1
        if now >= self.start_at:
            self.process, self.started_at = self.start(self.command), now


class Errand(Child):
    """A process that is started once."""

    def restart_if_due(self):
        if self.process is None:
            self.process = self.start(self.command)
        self.process.poll()


def keep_running(children: list[Child], stop: StopSignal, check=lambda: None, patience=None):
    """Supervise `children`, calling `check` regularly, until told to stop; then end them."""
    try:
        while not stop.is_told:
            for child in children:
                child.restart_if_due()
            check()
            time.sleep(PAUSE)
    finally:
        end([child.process for child in children if child.process], patience)


def manage(*words) -> list[str]:
    return [sys.executable, "manage.py", *words]
